import Testing

/// Real processes against a sandbox.
///
/// One test at a time: each starts several processes, and the machine runs all the other tests meanwhile.
@Suite("End to end", .serialized)
enum EndToEnd {}
