package import Platform

/// A way to break an answer on the wire after the handler has done its work.
package enum AnswerFault: Hashable, Sendable {
    case none
    /// The connection closes in order (FIN) without a byte of answer.
    case closeBeforeReply
    /// The connection is torn down (RST) without a byte of answer.
    case reset
    /// Headers at once, then the body in pieces at this rate.
    case slowBody(bytesPerSecond: Int)
    /// Headers announce the whole body, the connection closes after so many bytes of it.
    case truncated(afterBytes: Int)
    /// Headers announce the whole body, so many bytes come, then nothing until the peer leaves or the server stops.
    case stalled(afterBytes: Int)
}

extension WebResponse {
    /// Time between two pieces of a slow body, in the wire's time and not the sandbox's.
    private static var pause: Duration { .milliseconds(50) }

    /// The answer as the fault leaves it; its body must be there in whole.
    package func spoiled(by fault: AnswerFault) -> WebResponse {
        switch fault {
        case .none: self
        case .closeBeforeReply: .hangUp(.close)
        case .reset: .hangUp(.reset)
        case .slowBody(let rate):
            streamed { body, writer in
                let piece = max(1, rate * 50 / 1_000)
                var rest = body[...]
                while !rest.isEmpty {
                    try await writer.write(Array(rest.prefix(piece)))
                    rest = rest.dropFirst(piece)
                    if !rest.isEmpty { try await SystemClock().sleep(for: Self.pause) }
                }
            }
        case .truncated(let count):
            streamed { body, writer in
                try await writer.write(Array(body.prefix(count)))
                throw Broken()
            }
        case .stalled(let count):
            streamed { body, writer in
                try await writer.write(Array(body.prefix(count)))
                // Ends with its cancellation only.
                while true { try await SystemClock().sleep(for: .seconds(3_600)) }
            }
        }
    }

    /// What ends a truncated body.
    private struct Broken: Error {}

    private func streamed(_ produce: @escaping @Sendable ([UInt8], WebBodyWriter) async throws -> Void) -> WebResponse {
        let body = body
        var response = self
        response.content = .stream(WebStream(length: body.count) { writer in try await produce(body, writer) })
        return response
    }
}
