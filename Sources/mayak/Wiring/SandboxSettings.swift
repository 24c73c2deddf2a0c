import Platform

/// The embedded exchange and Telegram.
struct SandboxSettings: Sendable {
    let host: String
    /// 0 takes a free one.
    let port: UInt16

    init(_ reader: inout ConfigurationReader) {
        host = reader.text(
            "sandbox.host",
            "MAYAK_SANDBOX_HOST",
            default: "127.0.0.1",
            "Address on which the sandbox listens"
        )
        port = UInt16(
            reader.integer(
                "sandbox.port",
                "MAYAK_SANDBOX_PORT",
                default: 8_484,
                in: 0...65_535,
                "Port of the sandbox; 0 takes a free one"
            )
        )
    }
}
