import CMicroHTTPD

// Plain functions with libmicrohttpd's signatures: a closure could inherit an isolation that the daemon's thread lacks.
// The context of all of them is the `WebServerCore`; a request's own context is a retained `WebExchange`.

/// `MHD_OPTION_URI_LOG_CALLBACK`: the first word about a request, with its target not yet decoded; what it returns
/// is the request's context from then on.
func webServerTarget(
    _ context: UnsafeMutableRawPointer?,
    _ target: UnsafePointer<CChar>?,
    _ connection: OpaquePointer?
) -> UnsafeMutableRawPointer? {
    guard let context, let target else { return nil }
    let core = Unmanaged<WebServerCore>.fromOpaque(context).takeUnretainedValue()
    return Unmanaged.passRetained(WebExchange(core: core, target: String(cString: target))).toOpaque()
}

/// `MHD_AccessHandlerCallback`.
func webServerAnswer(
    _ context: UnsafeMutableRawPointer?,
    _ connection: OpaquePointer?,
    _ path: UnsafePointer<CChar>?,
    _ method: UnsafePointer<CChar>?,
    _ version: UnsafePointer<CChar>?,
    _ upload: UnsafePointer<CChar>?,
    _ uploadCount: UnsafeMutablePointer<Int>?,
    _ requestContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?
) -> MHD_Result {
    guard let connection, let method, let uploadCount, let raw = requestContext?.pointee else { return .NO }
    let exchange = Unmanaged<WebExchange>.fromOpaque(raw).takeUnretainedValue()
    let bytes = UnsafeRawBufferPointer(start: upload, count: uploadCount.pointee)
    uploadCount.pointee = 0  // All of it is taken.
    return exchange.step(connection, method: String(cString: method), upload: bytes)
}

/// `MHD_KeyValueIterator` over the request's headers.
func webServerHeader(
    _ context: UnsafeMutableRawPointer?,
    _ kind: MHD_ValueKind,
    _ name: UnsafePointer<CChar>?,
    _ value: UnsafePointer<CChar>?
) -> MHD_Result {
    guard let context, let name else { return .NO }
    let exchange = Unmanaged<WebExchange>.fromOpaque(context).takeUnretainedValue()
    exchange.add(header: String(cString: name), value.map { String(cString: $0) } ?? "")
    return .YES
}

/// `MHD_RequestCompletedCallback`: the last word about a request; the connection may not be used after it.
func webServerCompleted(
    _ context: UnsafeMutableRawPointer?,
    _ connection: OpaquePointer?,
    _ requestContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _ reason: MHD_RequestTerminationCode
) {
    guard let raw = requestContext?.pointee else { return }
    requestContext?.pointee = nil
    Unmanaged<WebExchange>.fromOpaque(raw).takeRetainedValue().completed()
}

/// `MHD_NotifyConnectionCallback`.
func webServerConnected(
    _ context: UnsafeMutableRawPointer?,
    _ connection: OpaquePointer?,
    _ socketContext: UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
    _ event: MHD_ConnectionNotificationCode
) {
    guard let context, event == .CONNECTION_NOTIFY_STARTED else { return }
    Unmanaged<WebServerCore>.fromOpaque(context).takeUnretainedValue().connectionAccepted()
}

/// `MHD_ContentReaderCallback`; its context is a retained `StreamReader`.
func streamRead(
    _ context: UnsafeMutableRawPointer?,
    _ position: UInt64,
    _ buffer: UnsafeMutablePointer<CChar>?,
    _ count: Int
) -> Int {
    guard let context, let buffer else { return StreamReader.endWithError }
    let reader = Unmanaged<StreamReader>.fromOpaque(context).takeUnretainedValue()
    return reader.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: count))
}

/// `MHD_ContentReaderFreeCallback`.
func streamReaderFree(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<StreamReader>.fromOpaque(context).release()
}

/// `MHD_UpgradeHandler`; its context is a retained `UpgradedConnection`.
func webServerUpgraded(
    _ context: UnsafeMutableRawPointer?,
    _ connection: OpaquePointer?,
    _ requestContext: UnsafeMutableRawPointer?,
    _ extra: UnsafePointer<CChar>?,
    _ extraCount: Int,
    _ socket: MHD_socket,
    _ handle: OpaquePointer?
) {
    guard let context, let handle else { return }
    let upgraded = Unmanaged<UpgradedConnection>.fromOpaque(context).takeRetainedValue()
    upgraded.begin(
        socket,
        handle,
        first: Array(UnsafeRawBufferPointer(start: extra, count: extra == nil ? 0 : extraCount))
    )
}
