//! Distributed Maps: what starts a map run, what makes child executions, and the machines that these run.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use super::child::{fields, given};
use super::data::{take, value};
use super::expression::{expression, setting};
use super::{machine, variables};
use crate::lower::plan::{
    BatcherPlan, ItemsPlan, MachinePlan, MapRunPlan, Plan, ReaderPlan, SettingPlan, WriterPlan,
};
use crate::model::ExecutionType;

/// AWS ends an Express execution after so many seconds. Reference §13.
const EXPRESS_SECONDS: u32 = 300;

/// How many fields the runtime's `ReaderConfig` has.
const READER_CONFIG_FIELDS: usize = 6;

/// Binds `result`.
pub(super) fn call(plan: &MapRunPlan) -> TokenStream {
    let limit = setting(
        &plan.max_concurrency,
        usize_literal,
        "max_concurrency",
        None,
    );
    let (bind_items, items, count) = match (&plan.items, &plan.reader) {
        (Some(items), _) => {
            let items = self::items(items);
            (
                Some(quote!(let items = #items;)),
                quote!(items),
                quote!(items.len()),
            )
        }
        (None, Some(reader)) => (None, self::reader(reader), quote!(0)),
        (None, None) => return TokenStream::new(),
    };
    let label = &plan.label;
    let is_express = plan.execution_type == ExecutionType::Express;
    let express = is_express.then(|| quote!(.express()));
    let count_setting = option(
        plan.tolerated_failure_count.as_ref(),
        u64_literal,
        "tolerated_failure_count",
    );
    let percentage = option(
        plan.tolerated_failure_percentage.as_ref(),
        |percentage| {
            let percentage = Literal::f64_unsuffixed(*percentage);
            quote!(#percentage)
        },
        "tolerated_failure_percentage",
    );
    let batcher = plan.batcher.as_ref().map(batcher);
    let writer = plan.writer.as_ref().map(writer);
    let processor = &plan.processor;
    let scopes = given(&plan.reads);
    let input = plan.selector.as_ref().map(|_| quote!(input,));
    quote! {
        let limit = #limit;
        #bind_items
        let count = #count;
        let run: __rt::Result<__rt::distributed::MapRun, __rt::ExecutionError> = async {
            let tolerance = __rt::distributed::Tolerance { count: #count_setting, percentage: #percentage };
            __rt::Ok(__rt::distributed::MapRun::new(#label, #items, limit, tolerance) #express #batcher #writer)
        }
        .await;
        let run = cx.tolerating(count, run)?;
        let result = cx.map_run(run, &#processor { tasks, #scopes #input }).await?;
    }
}

/// What it goes over.
fn items(plan: &ItemsPlan) -> TokenStream {
    match plan {
        ItemsPlan::Path(items, path) => {
            let items = value(items);
            quote!(__rt::distributed::items(#items, #path)?)
        }
        ItemsPlan::Input(items) => {
            let items = value(items);
            quote!(__rt::distributed::input_items(#items)?)
        }
        ItemsPlan::Expression(plan) => {
            let (items, text, field) = (expression(plan), &plan.text, &plan.field);
            quote!(__rt::distributed::computed_items(#items, #text, #field)?)
        }
        ItemsPlan::Take(plan) => {
            let (items, text, field) = (take(plan, "take"), &plan.text, &plan.field);
            quote!(__rt::distributed::computed_items(#items, #text, #field)?)
        }
        ItemsPlan::Array(items) => {
            let items = value(items);
            quote!(__rt::distributed::items(#items, "Items")?)
        }
    }
}

fn reader(plan: &ReaderPlan) -> TokenStream {
    let (source, arguments) = (&plan.source, value(&plan.arguments));
    let mut config = Vec::new();
    if let Some(input_type) = plan.input_type {
        let input_type = ident(input_type.name());
        config.push(quote!(input_type: __rt::Some(__rt::distributed::InputType::#input_type)));
    }
    if plan.delimiter.is_some() || plan.headers.is_some() {
        let delimiter = match plan.delimiter {
            Some(delimiter) => {
                let delimiter = ident(delimiter.name());
                quote!(__rt::distributed::Delimiter::#delimiter)
            }
            None => quote!(__rt::Default::default()),
        };
        let header = match &plan.headers {
            Some(headers) => quote!(__rt::distributed::CsvHeader::given([#(#headers),*])),
            None => quote!(__rt::Default::default()),
        };
        config.push(quote! {
            csv: __rt::distributed::CsvConfig { delimiter: #delimiter, header: #header }
        });
    }
    if let Some(pointer) = &plan.items_pointer {
        config.push(quote!(items_pointer: __rt::Some(__rt::From::from(#pointer))));
    }
    if let Some(manifest) = plan.manifest_type {
        let manifest = ident(manifest.name());
        config.push(quote!(manifest_type: __rt::Some(__rt::distributed::ManifestType::#manifest)));
    }
    if plan.load_and_flatten {
        config.push(quote!(load_and_flatten: true));
    }
    if let Some(max_items) = &plan.max_items {
        let literal = |count: &i64| {
            let count = Literal::i64_unsuffixed(*count);
            quote!(#count)
        };
        let max_items = setting(max_items, literal, "max_items", None);
        config.push(quote!(max_items: __rt::Some(#max_items)));
    }
    // Clippy minds a rest of nothing.
    let rest = (config.len() < READER_CONFIG_FIELDS).then(|| quote!(..__rt::Default::default()));
    quote! {
        __rt::distributed::Items::read(__rt::distributed::ItemReader {
            source: __rt::distributed::Source::#source(#arguments)?,
            config: __rt::distributed::ReaderConfig { #(#config,)* #rest },
        })
    }
}

fn batcher(plan: &BatcherPlan) -> TokenStream {
    let max_items = option(plan.max_items.as_ref(), u64_literal, "max_items_per_batch");
    let max_bytes = option(
        plan.max_bytes.as_ref(),
        u64_literal,
        "max_input_bytes_per_batch",
    );
    let input = match &plan.input {
        Some(input) => {
            let input = value(input);
            quote!(__rt::Some(#input))
        }
        None => quote!(__rt::None),
    };
    quote!(.batched(#max_items, #max_bytes, #input))
}

fn writer(plan: &WriterPlan) -> TokenStream {
    let destination = match &plan.destination {
        Some(arguments) => {
            let arguments = value(arguments);
            quote!(__rt::Some(__rt::distributed::Destination::of(#arguments)?))
        }
        None => quote!(__rt::None),
    };
    let output_type = ident(plan.output_type.name());
    let transformation = ident(plan.transformation.name());
    quote! {
        .written(__rt::distributed::ResultWriter {
            destination: #destination,
            output_type: __rt::distributed::OutputType::#output_type,
            transformation: __rt::distributed::Transformation::#transformation,
        })
    }
}

/// What makes the inputs and the machines of child executions.
pub(super) fn processor(plan: &MapRunPlan) -> TokenStream {
    let (processor, module) = (&plan.processor, &plan.inner.module);
    let scopes = fields(&plan.reads);
    let field = plan
        .selector
        .as_ref()
        .map(|_| quote!(input: &'m __rt::Value,));
    let select = plan.selector.as_ref().map(|selector| {
        let selector = value(selector);
        let scopes = plan.reads.iter().copied().map(variables::scope);
        quote! {
            async fn input<H: __rt::Host>(
                &self,
                item: __rt::distributed::Item,
                cx: &mut __rt::Cx<'_, H>,
            ) -> __rt::Outcome {
                let &Self { #(#scopes,)* input, .. } = self;
                let input = #selector;
                __rt::Ok(input)
            }
        }
    });
    quote! {
        struct #processor<'m, T> {
            tasks: &'m __rt::Arc<T>,
            #scopes
            #field
        }

        impl<T: Tasks> __rt::distributed::ItemProcessor for #processor<'_, T> {
            type Machine = super::#module::Machine<T>;

            fn machine(&self) -> Self::Machine {
                super::#module::Machine(__rt::Clone::clone(self.tasks))
            }

            #select
        }
    }
}

/// The machine of an item processor whose executions are its own: it shares the handlers.
pub(super) fn machine(plan: &Plan, machine: &MachinePlan, kind: ExecutionType) -> TokenStream {
    let timeout = match kind {
        ExecutionType::Standard => None,
        ExecutionType::Express => Some(EXPRESS_SECONDS),
    };
    let shape = machine::shape(plan, machine, timeout, &quote!(&self.0));
    quote! {
        #[doc(hidden)]
        #[derive(__rt::Debug)]
        pub struct Machine<T>(pub __rt::Arc<T>);

        impl<T: Tasks> __rt::Machine for Machine<T> {
            #shape
        }
    }
}

/// A setting that may be absent.
fn option<L>(
    plan: Option<&SettingPlan<L>>,
    literal: impl FnOnce(&L) -> TokenStream,
    check: &str,
) -> TokenStream {
    match plan {
        Some(plan) => {
            let value = setting(plan, literal, check, None);
            quote!(__rt::Some(#value))
        }
        None => quote!(__rt::None),
    }
}

fn usize_literal(number: &usize) -> TokenStream {
    let number = Literal::usize_unsuffixed(*number);
    quote!(#number)
}

fn u64_literal(number: &u64) -> TokenStream {
    let number = Literal::u64_unsuffixed(*number);
    quote!(#number)
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}
