/// One event of `text/event-stream` (WHATWG HTML §9.2).
package struct ServerSentEvent: Hashable, Sendable {
    /// What the client sends back as `Last-Event-ID` when it comes again; nil leaves its last one.
    package var id: String?
    /// The event's type; nil is `message` to a browser.
    package var event: String?
    package var data: String
    /// How long a client waits before it comes again; whole milliseconds.
    package var retry: Duration?

    package init(_ data: String, event: String? = nil, id: String? = nil, retry: Duration? = nil) {
        self.data = data
        self.event = event
        self.id = id
        self.retry = retry
    }

    /// The event as it goes over the wire.
    ///
    /// Line ends and NUL in `id` and `event` are left out: they would begin another field, or make the client ignore the id.
    package var text: String {
        var text = ""
        if let event { text += "event: \(Self.oneLine(event))\n" }
        if let id { text += "id: \(Self.oneLine(id))\n" }
        if let retry {
            let (seconds, attoseconds) = retry.components
            text += "retry: \(max(0, seconds * 1_000 + attoseconds / 1_000_000_000_000_000))\n"
        }
        for line in Self.lines(data) { text += "data: \(line)\n" }
        return text + "\n"
    }

    private static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\r" && $0 != "\n" && $0 != "\0" }))
    }

    /// CR LF, CR and LF all end a line there.
    private static func lines(_ data: String) -> [Substring] {
        // A `Character`, so that CR LF is one.
        data.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\r" || $0 == "\n" }
    }
}

extension WebRequest {
    /// Where a client's stream of events broke off; nil for a first visit.
    package var lastEventID: String? { header("Last-Event-ID").flatMap { $0.isEmpty ? nil : $0 } }
}
