//! `asl graph`.

use std::path::Path;

use asl_compiler::diag::render_report;
use asl_compiler::graph;
use clap::ValueEnum;
use layout::backends::svg::SVGWriter;
use layout::gv::{DotParser, GraphBuilder};

use crate::{Status, read};

/// What is drawn with.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Format {
    /// A Mermaid state diagram.
    #[default]
    Mermaid,
    /// The DOT language of Graphviz.
    Dot,
    /// A picture.
    Svg,
}

pub(crate) fn run(file: &Path, format: Format) -> Status {
    let Some(source) = read(file) else {
        return Status::Unusable;
    };
    let graph = match graph(&source) {
        Ok(graph) => graph,
        Err(found) => {
            for finding in &found {
                anstream::eprintln!("{}\n", render_report(finding, &source));
            }
            return Status::Errors;
        }
    };
    let drawn = match format {
        Format::Mermaid => graph.to_mermaid(),
        Format::Dot => graph.to_dot(),
        Format::Svg => match svg(&graph.to_dot()) {
            Ok(svg) => svg,
            Err(error) => {
                anstream::eprintln!("{}: {error}", file.display());
                return Status::Unusable;
            }
        },
    };
    anstream::print!("{drawn}");
    Status::Fine
}

fn svg(dot: &str) -> Result<String, String> {
    let parsed = DotParser::new(dot).process()?;
    let mut builder = GraphBuilder::new();
    builder.visit_graph(&parsed);
    let mut picture = SVGWriter::new();
    builder.get().do_it(false, false, false, &mut picture);
    Ok(picture.finalize())
}
