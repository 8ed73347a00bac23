//! Functions that encode text: base64 and URLs.
