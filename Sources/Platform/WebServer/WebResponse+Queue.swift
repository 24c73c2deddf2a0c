import CMicroHTTPD
import Glibc

extension WebResponse {
    /// Hands the response to the daemon, on its thread.
    func queue(on connection: OpaquePointer, for exchange: WebExchange) -> MHD_Result {
        switch content {
        case .hangUp(.close):
            return .NO
        case .hangUp(.reset):
            var linger = linger(l_onoff: 1, l_linger: 0)  // Closing then sends RST.
            let size = socklen_t(MemoryLayout.size(ofValue: linger))
            setsockopt(cmicrohttpd_socket(connection), SOL_SOCKET, SO_LINGER, &linger, size)
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
