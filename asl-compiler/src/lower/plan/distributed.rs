//! Distributed Maps.

use proc_macro2::Ident;

use super::{Access, InnerPlan, ItemsPlan, SettingPlan, ValuePlan};
use crate::model::{Delimiter, ExecutionType, InputType, ManifestType, OutputType, Transformation};

/// A Map whose iterations are executions of their own.
#[derive(Debug)]
pub struct MapRunPlan {
    /// The type that makes the child executions' inputs and machines, e.g. `ProcessRowsRun`.
    pub processor: Ident,
    /// The item processor, which is given no variables.
    pub inner: InnerPlan,
    /// `Label`, or one made of the state's name.
    pub label: String,
    /// What child executions are.
    pub execution_type: ExecutionType,
    /// What it goes over, unless it reads it.
    pub items: Option<ItemsPlan>,
    /// What it reads.
    pub reader: Option<ReaderPlan>,
    /// The input of an iteration, over `input` and `item`; the item itself when absent.
    pub selector: Option<ValuePlan>,
    /// The variables that the selector reads.
    pub reads: Access,
    /// `ItemBatcher`.
    pub batcher: Option<BatcherPlan>,
    /// `ResultWriter`.
    pub writer: Option<WriterPlan>,
    /// How many at once; 0 is no limit.
    pub max_concurrency: SettingPlan<usize>,
    /// `ToleratedFailureCount`.
    pub tolerated_failure_count: Option<SettingPlan<u64>>,
    /// `ToleratedFailurePercentage`.
    pub tolerated_failure_percentage: Option<SettingPlan<f64>>,
}

/// `ItemReader`.
#[derive(Debug)]
pub struct ReaderPlan {
    /// The runtime's function that makes a source of the arguments, e.g. `object`.
    pub source: Ident,
    /// `Parameters`, `Arguments`.
    pub arguments: ValuePlan,
    /// `InputType`.
    pub input_type: Option<InputType>,
    /// `CSVDelimiter`.
    pub delimiter: Option<Delimiter>,
    /// `CSVHeaders`.
    pub headers: Option<Vec<String>>,
    /// `ItemsPointer`.
    pub items_pointer: Option<String>,
    /// `ManifestType`.
    pub manifest_type: Option<ManifestType>,
    /// `Transformation`.
    pub load_and_flatten: bool,
    /// `MaxItems`.
    pub max_items: Option<SettingPlan<i64>>,
}

/// `ItemBatcher`.
#[derive(Debug)]
pub struct BatcherPlan {
    /// `MaxItemsPerBatch`.
    pub max_items: Option<SettingPlan<u64>>,
    /// `MaxInputBytesPerBatch`.
    pub max_bytes: Option<SettingPlan<u64>>,
    /// `BatchInput`.
    pub input: Option<ValuePlan>,
}

/// `ResultWriter`.
#[derive(Debug)]
pub struct WriterPlan {
    /// Where the results go.
    pub destination: Option<ValuePlan>,
    /// `OutputType`.
    pub output_type: OutputType,
    /// `Transformation`.
    pub transformation: Transformation,
}
