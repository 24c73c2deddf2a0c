import CMicroHTTPD

/// One request and its answer, between the daemon's thread and the handler's task.
///
/// Phases, all entered on the daemon's thread: announced → receiving → handling (parked) → answering.
final class WebExchange: @unchecked Sendable {  // `shared` is behind its lock; the rest belongs to the daemon's thread.
    private enum Phase { case announced, receiving, handling, answering }

    /// What a suspended connection waits for.
    enum Goal { case answer, piece }

    struct Shared {
        /// Taken out by `completed`: the library frees it afterwards.
        var connection: LibraryHandle?
        var isSuspended = false
        var response: WebResponse?
        var task: Task<Void, Never>?
        /// The peer left or the server stops: what waits ends now.
        var isAbandoned = false
        /// The body that is made while it is sent.
        var stream = StreamBuffer()

        func reaches(_ goal: Goal) -> Bool {
            switch goal {
            case .answer: response != nil
            case .piece: isAbandoned || stream.isWorthReading
            }
        }
    }

    let core: WebServerCore
    private let target: String
    private var phase = Phase.announced
    private var method = ""
    private var headers: [(String, String)] = []
    private var body: [UInt8] = []
    private var surplus = 0
    private var refusal: WebResponse?
    private var isParked = false
    let shared = Lock(Shared())

    init(core: WebServerCore, target: String) {
        self.core = core
        self.target = target
    }

    // MARK: The daemon's thread

    /// One call of `MHD_AccessHandlerCallback`: the announcement, a piece of the body, its end, or the return
    /// from suspension.
    func step(_ connection: OpaquePointer, method: String, upload: UnsafeRawBufferPointer) -> MHD_Result {
        switch phase {
        case .announced:
            phase = .receiving
            self.method = method
            readHeaders(connection)
            return .YES
        case .receiving where !upload.isEmpty:
            return receive(upload)
        case .receiving:
            phase = .handling
            if let refusal { return send(refusal, on: connection) }
            guard core.begin(self) else { return send(.text("The server is stopping\n", status: 503), on: connection) }
            startHandler()
            return sendOrWait(connection)
        case .handling:
            unpark()
            return sendOrWait(connection)
        case .answering:
            return .NO
        }
    }

    /// The last callback: the answer is sent, or the connection is gone.
    func completed() {
        unpark()
        let (task, writers) = shared.withLock { shared in
            shared.connection = nil
            shared.isAbandoned = true
            return (shared.task, shared.stream.release())
        }
        task?.cancel()
        for writer in writers { writer.resume() }
        core.end(self)
    }

    private func sendOrWait(_ connection: OpaquePointer) -> MHD_Result {
        if park(connection, until: .answer) { return .YES }
        guard let response = shared.withLock({ $0.response }) else { return .NO }
        return send(response, on: connection)
    }

    /// Suspends the connection unless what it waits for is there; the check, the suspension and every resumption
    /// happen under one lock, so none can miss another.
    func park(_ connection: OpaquePointer, until goal: Goal) -> Bool {
        isParked = true
        core.park(self, socket: cmicrohttpd_socket(connection))
        let handle = LibraryHandle(raw: connection)
        let waits = shared.withLock { shared in
            if shared.reaches(goal) { return false }
            shared.connection = handle
            shared.isSuspended = true
            MHD_suspend_connection(handle.raw)
            return true
        }
        if !waits { unpark() }
        return waits
    }

    /// Notes that the connection runs again.
    func unpark() {
        guard isParked else { return }
        isParked = false
        core.unpark(self)
    }

    private func readHeaders(_ connection: OpaquePointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        MHD_get_connection_values(connection, .HEADER_KIND, webServerHeader, context)
        let names = headers.map { $0.0.lowercased() }
        let lengths = names.count { $0 == "content-length" }
        if lengths > 1 || (lengths == 1 && names.contains("transfer-encoding")) {
            refusal = .text("The length of the body is ambiguous\n", status: 400, headers: [("Connection", "close")])
        }
    }

    func add(header name: String, _ value: String) {
        headers.append((name, value))
    }

    private func receive(_ upload: UnsafeRawBufferPointer) -> MHD_Result {
        if refusal == nil, body.count + upload.count <= core.maximumBodyBytes {
            body.append(contentsOf: upload)
            return .YES
        }
        // Answering before the end of a body loses the answer on most clients, so some more is read and dropped.
        refusal = refusal ?? .text("The body is larger than \(core.maximumBodyBytes) bytes\n", status: 413)
        body = []
        surplus += upload.count
        return surplus > 64 << 20 ? .NO : .YES
    }

    private func send(_ response: WebResponse, on connection: OpaquePointer) -> MHD_Result {
        phase = .answering
        return response.queue(on: connection, for: self)
    }

    // MARK: The handler's task

    private func startHandler() {
        let pieces = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let request = WebRequest(
            method: method,
            path: URLEncoding.decodedPath(pieces[0]),
            query: pieces.count > 1 ? URLEncoding.fields(of: pieces[1]) : [],
            headers: headers,
            body: body
        )
        body = []
        let task = Task { [core] in
            let response = await core.handler(request)
            guard self.answer(response), case .stream(let stream) = response.content, request.method != "HEAD" else {
                return
            }
            await self.produce(stream)
        }
        let isTooLate = shared.withLock { shared in
            shared.task = task
            return shared.isAbandoned
        }
        if isTooLate { task.cancel() }
    }

    /// - Returns: False when another answer was quicker.
    @discardableResult
    private func answer(_ response: WebResponse) -> Bool {
        shared.withLock { shared in
            guard shared.response == nil else { return false }
            shared.response = response
            Self.resume(&shared)
            return true
        }
    }

    // MARK: Any thread

    /// Cancels the handler; its answer, whatever it is, then ends the connection.
    func peerLeft() {
        let (task, writers) = shared.withLock { shared in
            shared.isAbandoned = true
            if shared.response != nil { Self.resume(&shared) }
            return (shared.task, shared.stream.release())
        }
        task?.cancel()
        for writer in writers { writer.resume() }
    }

    /// Answers 503 at once and cancels the handler.
    func abandon() {
        answer(.text("The server is stopping\n", status: 503))
        peerLeft()
    }

    static func resume(_ shared: inout Shared) {
        guard shared.isSuspended, let connection = shared.connection else { return }
        shared.isSuspended = false
        MHD_resume_connection(connection.raw)
    }
}
