import Platform

/// Words for people that are kept: what went wrong, who did what.
///
/// They come from anywhere, so they are bounded and without secrets.
enum StoredWords {
    /// One line of at most 1,000 bytes.
    static func line(_ text: String) -> String {
        Redaction.text(text, limit: 1_000)
    }

    /// Several lines, kept as they are up to 16 KiB.
    static func long(_ text: String) -> String {
        text.utf8.count > 16_384 ? Redaction.text(text, limit: 16_384) : Redaction.text(text)
    }
}
