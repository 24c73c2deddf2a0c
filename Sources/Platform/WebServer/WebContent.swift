/// The body of an answer.
package enum WebContent: Sendable {
    /// All of it, there already.
    case bytes([UInt8])
    /// Made piece by piece while the client reads.
    case stream(WebStream)
    /// No answer: the connection ends without a byte.
    case hangUp(Ending)
    /// From now on the connection is a WebSocket's (``WebResponse/webSocket(for:subprotocol:options:_:)``).
    case upgrade(WebSocketUpgrade)

    /// How a connection ends that gets no answer.
    package enum Ending: Hashable, Sendable {
        /// In order (FIN).
        case close
        /// Torn down (RST).
        case reset
    }
}
