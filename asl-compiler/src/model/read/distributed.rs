//! Distributed Map: its mode, and the fields that a Map has only with it. Reference §12.4-12.6.

use super::Reader;
use super::jsonata::Reserved;
use super::object::{Fields, list};
use crate::diag::{Code, Diagnostic};
use crate::model::fields::Object;
use crate::model::{
    Delimiter, Distributed, ExecutionType, InputType, ItemBatcher, ItemReader, ManifestType,
    OutputType, ReaderConfig, ReaderSource, ResultWriter, Template, Transformation,
};
use crate::parse::{Json, Node};
use crate::source::{Span, Spanned};

/// The fields that mean something to a distributed Map only.
const OF_DISTRIBUTED: [&str; 4] = ["ItemReader", "ItemBatcher", "ResultWriter", "Label"];

/// What an `ItemReader` and a `ResultWriter` may call.
const GET_OBJECT: &str = "s3:getObject";
const LIST_OBJECTS: &str = "s3:listObjectsV2";
const PUT_OBJECT: &str = "s3:putObject";

impl Reader<'_> {
    /// What makes a Map a distributed one. Its fields are read, and what is wrong in them reported, whether it is one or not.
    pub(super) fn distributed(
        &mut self,
        fields: &Fields<'_>,
        processor: Option<&Node>,
    ) -> Option<Box<Distributed>> {
        let reader = fields.get("ItemReader").map(|node| self.item_reader(node));
        let batcher = fields
            .get("ItemBatcher")
            .map(|node| self.item_batcher(node));
        let writer = fields
            .get("ResultWriter")
            .map(|node| self.result_writer(node));
        let label = fields.get("Label").and_then(|node| self.label(node));
        let Some((mode, execution_type)) = processor.and_then(|node| self.mode(node)) else {
            self.report_inline(fields);
            return None;
        };
        self.report_ignored_path(fields);
        Some(Box::new(Distributed {
            reader: reader.flatten(),
            batcher: batcher.flatten(),
            writer: writer.flatten(),
            label,
            execution_type,
            mode,
        }))
    }

    /// `ProcessorConfig`; `None` when it does not say that the Map is distributed.
    fn mode(&mut self, processor: &Node) -> Option<(Span, ExecutionType)> {
        let Json::Object(members) = &processor.json else {
            return None;
        };
        let config = members
            .iter()
            .find(|member| member.key.value == "ProcessorConfig")?;
        let fields = self.object(&config.value, Object::ProcessorConfig, config.key.span)?;
        let execution_type = self.word(&fields, "ExecutionType");
        let mode = self.word(&fields, "Mode")?;
        if mode.value != "DISTRIBUTED" {
            return None;
        }
        if fields.lacks(&["ExecutionType"]) {
            let label = "a distributed Map says what its child executions are";
            let finding = Diagnostic::new(Code::MissingField, mode.span, label);
            let help = "write `\"ExecutionType\": \"STANDARD\"` or `\"EXPRESS\"` beside it";
            self.diagnostics.report(finding.help(help));
        }
        let execution_type = match execution_type {
            Some(word) if word.value == "EXPRESS" => ExecutionType::Express,
            _ => ExecutionType::Standard,
        };
        Some((mode.span, execution_type))
    }

    /// A Map that is not distributed has no use for these; AWS accepts them.
    fn report_inline(&mut self, fields: &Fields<'_>) {
        for member in fields.all(|name| OF_DISTRIBUTED.contains(&name)) {
            let label = format!("`{}` has no effect on an inline Map", member.key.value);
            let finding = Diagnostic::new(Code::NoEffect, member.key.span, label);
            let help = "a distributed Map has `\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}` in its processor";
            self.diagnostics.report(finding.help(help));
        }
    }

    /// What an `ItemReader` reads are the items themselves. Reference §12.3.
    fn report_ignored_path(&mut self, fields: &Fields<'_>) {
        let Some(reader) = fields.member("ItemReader") else {
            return;
        };
        for member in fields.all(|name| ["ItemsPath", "Items"].contains(&name)) {
            let label = format!("`{}` has no effect beside `ItemReader`", member.key.value);
            let finding = Diagnostic::new(Code::NoEffect, member.key.span, label);
            self.diagnostics
                .report(finding.related(reader.key.span, "the items come from here"));
        }
    }

    fn item_reader(&mut self, node: &Node) -> Option<ItemReader> {
        let fields = self.object(node, Object::ItemReader, node.place())?;
        let source = self.storage_call(&fields, &[GET_OBJECT, LIST_OBJECTS]);
        let source = source.map(|resource| match resource {
            LIST_OBJECTS => ReaderSource::Listing,
            _ => ReaderSource::Object,
        });
        let needed: &[&str] = match source {
            Some(ReaderSource::Object) => &["Bucket", "Key"],
            _ => &["Bucket"],
        };
        let arguments =
            self.storage_arguments(&fields, "ItemReader", Object::ReaderArguments, needed);
        let config = match fields.get("ReaderConfig") {
            Some(config) => self.inside("ItemReader/ReaderConfig/".to_owned(), |reader| {
                reader.reader_config(config, source)
            })?,
            None => {
                if source == Some(ReaderSource::Object) && fields.lacks(&["ReaderConfig"]) {
                    self.report_untyped(fields.place);
                }
                ReaderConfig::default()
            }
        };
        Some(ItemReader {
            source: source?,
            arguments: arguments?,
            config,
        })
    }

    fn reader_config(&mut self, node: &Node, source: Option<ReaderSource>) -> Option<ReaderConfig> {
        let fields = self.object(node, Object::ReaderConfig, node.place())?;
        let input_type = self.variant(&fields, "InputType", InputType::of);
        let delimiter = self.variant(&fields, "CSVDelimiter", Delimiter::of);
        let manifest_type = self.variant(&fields, "ManifestType", ManifestType::of);
        let load_and_flatten = fields
            .get("Transformation")
            .and_then(|node| self.one_of(node, "Transformation", &["NONE", "LOAD_AND_FLATTEN"]))
            .is_some_and(|word| word.value == "LOAD_AND_FLATTEN");
        let config = ReaderConfig {
            input_type,
            delimiter,
            headers: self.csv_headers(&fields),
            items_pointer: self.items_pointer(&fields),
            manifest_type,
            load_and_flatten,
            max_items: self.whole_number(&fields, "MaxItems"),
        };
        self.check_combination(&fields, &config, source);
        Some(config)
    }

    /// What of a `ReaderConfig` goes together.
    fn check_combination(
        &mut self,
        fields: &Fields<'_>,
        config: &ReaderConfig,
        source: Option<ReaderSource>,
    ) {
        use InputType::{Csv, Json, Jsonl, Manifest, Parquet};
        let types: &[InputType] = match config.manifest_type {
            Some(ManifestType::AthenaData) => &[Csv, Jsonl, Parquet],
            Some(ManifestType::S3Inventory) => &[Manifest],
            None => &[Csv, Json, Jsonl, Manifest, Parquet],
        };
        let fits = |of: &[InputType]| config.input_type.is_none_or(|found| of.contains(&found));
        if !fits(types) {
            self.report_unfit(fields, "ManifestType", "this `InputType`", Code::Exclusive);
        }
        if config.manifest_type == Some(ManifestType::AthenaData) && fields.lacks(&["InputType"]) {
            let label = "the data files of an Athena manifest need an `InputType`";
            self.report(Code::MissingField, fields.place, label);
        }
        if !fits(&[Csv]) {
            for field in ["CSVDelimiter", "CSVHeaderLocation", "CSVHeaders"] {
                self.report_unfit(fields, field, "this `InputType`", Code::NoEffect);
            }
        }
        if !fits(&[Json]) {
            self.report_unfit(fields, "ItemsPointer", "this `InputType`", Code::NoEffect);
        }
        match source {
            Some(ReaderSource::Object) => self.check_object(fields, config),
            Some(ReaderSource::Listing) => self.check_listing(fields, config),
            _ => {}
        }
    }

    /// What a file holds must be known, unless it is a manifest.
    fn check_object(&mut self, fields: &Fields<'_>, config: &ReaderConfig) {
        if config.load_and_flatten {
            let with = "`s3:getObject`";
            self.report_unfit(fields, "Transformation", with, Code::Exclusive);
        }
        if fields.lacks(&["InputType", "ManifestType"]) && !fields.has_unknown {
            self.report_untyped(fields.place);
        }
    }

    fn report_untyped(&mut self, place: Span) {
        let label = "an object that is read needs a `ReaderConfig` with an `InputType`";
        self.report(Code::MissingField, place, label);
    }

    /// The items of a listing are objects, or what they hold.
    fn check_listing(&mut self, fields: &Fields<'_>, config: &ReaderConfig) {
        if config.load_and_flatten && fields.lacks(&["InputType"]) {
            let label = "objects that are loaded need an `InputType`";
            self.report(Code::MissingField, fields.place, label);
        }
        if !config.load_and_flatten {
            let without = "`s3:listObjectsV2` without `\"Transformation\": \"LOAD_AND_FLATTEN\"`";
            self.report_unfit(fields, "InputType", without, Code::NoEffect);
        }
        self.report_unfit(
            fields,
            "ManifestType",
            "`s3:listObjectsV2`",
            Code::Exclusive,
        );
    }

    /// A field that is wrong, or just useless, together with something else.
    fn report_unfit(&mut self, fields: &Fields<'_>, name: &str, with: &str, code: Code) {
        if let Some(member) = fields.member(name) {
            let label = match code {
                Code::NoEffect => format!("`{name}` has no effect with {with}"),
                _ => format!("`{name}` does not go with {with}"),
            };
            self.report(code, member.key.span, label);
        }
    }

    /// `CSVHeaders`, which stand there exactly when `CSVHeaderLocation` says so.
    fn csv_headers(&mut self, fields: &Fields<'_>) -> Option<Vec<String>> {
        let location = self.word(fields, "CSVHeaderLocation");
        let is_given = location.as_ref().is_some_and(|word| word.value == "GIVEN");
        match (fields.member("CSVHeaders"), location) {
            (None, Some(location)) if is_given && fields.lacks(&["CSVHeaders"]) => {
                let label = "headers that are given stand in `CSVHeaders`";
                self.report(Code::MissingField, location.span, label);
                None
            }
            (Some(headers), _) if !is_given => {
                let label = "`CSVHeaders` needs `\"CSVHeaderLocation\": \"GIVEN\"`";
                self.report(Code::Exclusive, headers.key.span, label);
                None
            }
            _ => {
                let headers = self.elements(fields, "CSVHeaders", Code::OutOfRange)?;
                let headers = headers.iter().map(|node| self.as_string(node));
                let headers: Vec<_> = headers.collect();
                headers
                    .into_iter()
                    .map(|header| Some(header?.value))
                    .collect()
            }
        }
    }

    /// A JSON Pointer: empty, or beginning with a slash.
    fn items_pointer(&mut self, fields: &Fields<'_>) -> Option<String> {
        let pointer = self.string(fields, "ItemsPointer")?;
        if pointer.value.is_empty() || pointer.value.starts_with('/') {
            return Some(pointer.value);
        }
        let label = "a JSON Pointer begins with `/`, as in `/data/items`";
        self.report(Code::OutOfRange, pointer.span, label);
        None
    }

    fn item_batcher(&mut self, node: &Node) -> Option<ItemBatcher> {
        let fields = self.object(node, Object::ItemBatcher, node.place())?;
        let batcher = self.inside("ItemBatcher/".to_owned(), |reader| ItemBatcher {
            input: reader.template_of(&fields, "BatchInput", Reserved::Input),
            max_items: reader.whole_number(&fields, "MaxItemsPerBatch"),
            max_bytes: reader.whole_number(&fields, "MaxInputBytesPerBatch"),
        });
        let limits = [
            "MaxItemsPerBatch",
            "MaxItemsPerBatchPath",
            "MaxInputBytesPerBatch",
            "MaxInputBytesPerBatchPath",
        ];
        if fields.lacks(&limits) && !fields.has_unknown {
            let label = "`ItemBatcher` needs `MaxItemsPerBatch` or `MaxInputBytesPerBatch`";
            self.report(Code::MissingField, fields.place, label);
        }
        Some(batcher)
    }

    fn result_writer(&mut self, node: &Node) -> Option<ResultWriter> {
        let fields = self.object(node, Object::ResultWriter, node.place())?;
        let config = match fields.get("WriterConfig") {
            Some(config) => self.object(config, Object::WriterConfig, config.place()),
            None => None,
        };
        let (output_type, transformation) = match &config {
            Some(config) => (
                self.variant(config, "OutputType", OutputType::of),
                config
                    .get("Transformation")
                    .and_then(|node| self.one_of(node, "Transformation", Transformation::WORDS))
                    .and_then(|word| Transformation::of(&word.value)),
            ),
            None => (None, None),
        };
        let has_resource = !fields.lacks(&["Resource"]);
        if !has_resource
            && fields.lacks(&["WriterConfig", "Parameters", "Arguments"])
            && !fields.has_unknown
        {
            let label = "`ResultWriter` needs a `Resource` or a `WriterConfig`";
            self.report(Code::MissingField, fields.place, label);
        }
        self.storage_call(&fields, &[PUT_OBJECT]);
        let has_arguments = fields
            .get("Parameters")
            .or(fields.get("Arguments"))
            .is_some();
        let destination = if has_resource || has_arguments {
            self.storage_arguments(
                &fields,
                "ResultWriter",
                Object::WriterArguments,
                &["Bucket"],
            )
        } else {
            None
        };
        if has_arguments && !has_resource {
            let label = "results that are written need the field `Resource`";
            self.report(Code::MissingField, fields.place, label);
        }
        let unsaid = match destination {
            Some(_) => Transformation::None,
            None => Transformation::Compact,
        };
        Some(ResultWriter {
            destination,
            output_type: output_type.unwrap_or(OutputType::Json),
            transformation: transformation.unwrap_or(unsaid),
        })
    }

    /// `Resource`, which must end in one of these; says in which.
    fn storage_call(
        &mut self,
        fields: &Fields<'_>,
        known: &[&'static str],
    ) -> Option<&'static str> {
        let resource = self.string(fields, "Resource")?;
        let is_meant = |known: &&&str| {
            let service = resource.value.strip_suffix(**known);
            service.is_some_and(|arn| arn.starts_with("arn:") && arn.ends_with(":states:::"))
        };
        let found = known.iter().find(is_meant).copied();
        if found.is_none() {
            let arns: Vec<_> = known
                .iter()
                .map(|known| format!("`arn:aws:states:::{known}`"))
                .collect();
            let label = format!("`Resource` is {} here", list(&arns, "or"));
            self.report(Code::OutOfRange, resource.span, label);
        }
        found
    }

    /// `Parameters` or `Arguments` of a reader or a writer: `inside` of that, in the fields of `object`, of which some are
    /// needed.
    fn storage_arguments(
        &mut self,
        fields: &Fields<'_>,
        inside: &str,
        object: Object,
        needed: &[&str],
    ) -> Option<Template> {
        let arguments = self.inside(format!("{inside}/"), |reader| reader.parameters(fields));
        let Some(node) = fields.get("Parameters").or(fields.get("Arguments")) else {
            if fields.lacks(&["Parameters", "Arguments"]) && !fields.has_unknown {
                let label = format!("`{inside}` needs the field `{}`", self.arguments_name());
                self.report(Code::MissingField, fields.place, label);
            }
            return None;
        };
        match &node.json {
            Json::Object(_) => {
                let arguments = self.object(node, object, node.place())?;
                for name in needed {
                    let path = format!("{name}.$");
                    if arguments.lacks(&[name, &path]) && !arguments.has_unknown {
                        let label = format!("`{inside}` needs a `{name}`");
                        self.report(Code::MissingField, node.place(), label);
                    }
                }
            }
            Json::String(_) if matches!(arguments, Some(Template::Jsonata(_))) => {}
            _ => return self.wrong_type(node, "an object"),
        }
        arguments
    }

    /// `Label`: a part of ARNs. That it is unique is checked later. Reference §1.7.
    fn label(&mut self, node: &Node) -> Option<Spanned<String>> {
        const LONGEST: usize = 40;
        const FORBIDDEN: &str = "?*<>{}[]:;,\\|^~$#%&\"`";
        let label = self.as_string(node)?;
        let count = label.value.chars().count();
        if count == 0 || count > LONGEST {
            return self.out_of_range(node, format!("`Label` has 1 to {LONGEST} characters"));
        }
        let is_wrong = |c: &char| c.is_whitespace() || c.is_control() || FORBIDDEN.contains(*c);
        match label.value.chars().find(is_wrong) {
            None => Some(label),
            Some(wrong) => self.out_of_range(node, format!("`Label` cannot contain {wrong:?}")),
        }
    }

    /// One of the words that a field accepts, as what it stands for.
    fn variant<V>(
        &mut self,
        fields: &Fields<'_>,
        name: &str,
        of: impl FnOnce(&str) -> Option<V>,
    ) -> Option<V> {
        self.word(fields, name).and_then(|word| of(&word.value))
    }
}
