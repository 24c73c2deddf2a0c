import CMicroHTTPD

extension WebResponse {
    /// Hands the response to the daemon, on its thread.
    func queue(on connection: OpaquePointer, for exchange: WebExchange) -> MHD_Result {
        switch content {
        case .hangUp(.close):
            return .NO
        case .hangUp(.reset):
            SocketReset.onClose(of: cmicrohttpd_socket(connection))
            return .NO
        case .bytes(let body):
            let raw = body.withUnsafeBytes { bytes in
                // libmicrohttpd copies and does not write through the pointer.
                MHD_create_response_from_buffer(
                    bytes.count,
                    UnsafeMutableRawPointer(mutating: bytes.baseAddress),
                    .RESPMEM_MUST_COPY
                )
            }
            return queue(raw, on: connection)
        case .upgrade(let upgrade):
            let context = Unmanaged.passRetained(UpgradedConnection(upgrade, core: exchange.core))
            guard let raw = MHD_create_response_for_upgrade(webServerUpgraded, context.toOpaque()) else {
                context.release()
                return .NO
            }
            return queue(raw, on: connection)
        case .stream(let stream):
            let reader = StreamReader(exchange, connection)
            let raw = MHD_create_response_from_callback(
                stream.length.map { UInt64($0) } ?? UInt64.max,  // MHD_SIZE_UNKNOWN, a cast macro.
                StreamReader.blockBytes,
                streamRead,
                Unmanaged.passRetained(reader).toOpaque(),
                streamReaderFree
            )
            return queue(raw, on: connection)
        }
    }

    private func queue(_ raw: OpaquePointer?, on connection: OpaquePointer) -> MHD_Result {
        guard let raw else { return .NO }
        defer { MHD_destroy_response(raw) }  // The queue holds a reference of its own.
        for (name, value) in headers where MHD_add_response_header(raw, name, value) == .NO { return .NO }
        return MHD_queue_response(connection, UInt32(clamping: status), raw)
    }
}
