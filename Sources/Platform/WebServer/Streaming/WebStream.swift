/// A body that is made while it is sent.
///
/// The producer runs in the request's task once the headers are queued. It is cancelled, and its next write throws, when the
/// client goes away, the server stops or the announced length is sent; when it throws by itself, the connection breaks, so
/// that the client sees that something is missing. For HEAD it does not run. At most ``bufferedBytes`` and one piece wait in
/// memory for a client that reads slowly.
package struct WebStream: Sendable {
    /// Unit: bytes.
    package static let bufferedBytes = 64 << 10

    /// Bytes in all, announced as `Content-Length`; nil sends chunks without a length.
    package let length: Int?
    let produce: @Sendable (WebBodyWriter) async throws -> Void

    package init(length: Int? = nil, _ produce: @escaping @Sendable (WebBodyWriter) async throws -> Void) {
        self.length = length
        self.produce = produce
    }

    /// The pieces of a sequence, each asked for when there is room for it.
    package init<Pieces: AsyncSequence & Sendable>(length: Int? = nil, of pieces: Pieces)
    where Pieces.Element == [UInt8] {
        self.init(length: length) { writer in
            for try await piece in pieces { try await writer.write(piece) }
        }
    }
}

/// Where a producer puts its bytes.
package struct WebBodyWriter: Sendable {
    let append: @Sendable ([UInt8]) async throws(CancellationError) -> Void

    /// Waits until there is room; several tasks may write, and a piece is never torn apart by another's.
    ///
    /// - Throws: `CancellationError` when nobody will read it any more.
    package func write(_ bytes: [UInt8]) async throws(CancellationError) {
        guard !bytes.isEmpty else { return }
        try await append(bytes)
    }

    package func write(_ text: String) async throws(CancellationError) {
        try await write(Array(text.utf8))
    }
}
