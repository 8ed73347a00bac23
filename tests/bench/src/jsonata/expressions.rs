/// Name, text, and the member of `$states` that holds the data.
const EXPRESSIONS: [(&str, &str, &str); 6] = [
    ("comparison", "$states.input.order.total > 100", "input"),
    (
        "object",
        "{'id': $states.input.id, 'sum': $sum($states.input.items.(price*qty))}",
        "input",
    ),
    ("filter", "$states.input.items[price > 10].sku", "input"),
    (
        "text",
        "$uppercase($states.input.name) & '-' & $string($states.input.n)",
        "input",
    ),
    ("merge", "$merge([$states.input, {'status':'ok'}])", "input"),
    ("payload", "$states.result.Payload", "result"),
];
