/// The context of a streamed body's callbacks; lives on the daemon's thread.
final class StreamReader {
    /// How much libmicrohttpd asks for at a time.
    static let blockBytes = 16 << 10
    /// `MHD_CONTENT_READER_END_OF_STREAM` and `…_END_WITH_ERROR`, cast macros that Swift does not import.
    static let endOfStream = -1
    static let endWithError = -2

    private let exchange: WebExchange
    private let connection: OpaquePointer

    init(_ exchange: WebExchange, _ connection: OpaquePointer) {
        self.exchange = exchange
        self.connection = connection
    }

    /// - Returns: The number of bytes written; 0 after suspending, as the library wants it.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch exchange.readStream(connection, into: buffer) {
        case .bytes(let count): count
        case .nothingYet: 0
        case .complete: Self.endOfStream
        case .broken: Self.endWithError
        }
    }
}
