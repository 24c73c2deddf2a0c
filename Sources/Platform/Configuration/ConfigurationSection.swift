/// A part's own options, which know their keys: name, default, unit, allowed values and meaning stand beside the property.
///
/// A new section is a type like this beside its part, and its line in the list of the program (`Settings`).
///
/// ```swift
/// package struct WatchOptions: ConfigurationSection {
///     /// `WATCH_DELAY`: age from which a feed is stale; default 10 min.
///     package var delay = Duration.seconds(600)
///
///     package init() {}
///
///     package mutating func read(from reader: inout ConfigurationReader) {
///         delay = reader.seconds("watch.delay", "WATCH_DELAY", default: delay, in: 1...86_400, "Age of a stale feed")
///     }
/// }
/// ```
package protocol ConfigurationSection: Sendable {
    /// The defaults; the only place where they are written.
    init()

    /// Declares the keys in the order of the documented table, and takes what the configuration says.
    ///
    /// A mistake is put on the reader's record with its place, and the property keeps its default.
    mutating func read(from reader: inout ConfigurationReader)
}

extension ConfigurationSection {
    /// The defaults, and over them what the configuration says.
    package init(from reader: inout ConfigurationReader) {
        self.init()
        read(from: &reader)
    }
}
