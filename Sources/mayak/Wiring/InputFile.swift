/// Files that commands read whole.
enum InputFile {
    /// The most bytes: 4 GB, more than a year of one-second bars.
    static let limit = 4_000_000_000
}
