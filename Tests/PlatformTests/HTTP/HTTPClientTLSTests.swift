import Foundation
import Platform
import TestKit
import Testing

/// Against `openssl s_server`, with certificates made for the test.
@Suite(
    "HTTP client over TLS",
    .timeLimit(.minutes(5)),
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "needs /usr/bin/openssl")
)
struct HTTPClientTLSTests {
    @Test("refuses an unknown issuer and a wrong name, accepts an issuer that was added")
    func verification() async throws {
        let folder = try TemporaryFolder()
        let (key, certificate) = (try folder.file("key.pem"), try folder.file("certificate.pem"))
        let make = try openssl([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost,DNS:feeds.invalid", "-keyout", key, "-out", certificate,
        ])
        for await _ in make.ended {}
        let server = try openssl(["s_server", "-accept", "127.0.0.1:0", "-www", "-key", key, "-cert", certificate])
        // Not SIGTERM: the child inherits the test's mask, in which that is blocked.
        defer { kill(server.process.processIdentifier, SIGKILL) }
        // "ACCEPT 127.0.0.1:41234" is its first line.
        let port = try #require(await server.firstNumber(after: "ACCEPT 127.0.0.1:"))

        var options = HTTPClientOptions()
        let stranger = HTTPClient(options: options)
        let refused = try await stranger.failure(of: HTTPRequest(url: "https://localhost:\(port)/"))
        #expect(refused?.kind == .tls)
        #expect(refused?.mayHaveBeenSent == false)

        options.certificateAuthorityFile = certificate
        let friend = HTTPClient(options: options)
        let answer = try await friend.send(HTTPRequest(url: "https://localhost:\(port)/"))
        #expect(answer.status == 200)
        let wrongName = try await friend.failure(of: HTTPRequest(url: "https://127.0.0.1:\(port)/"))
        #expect(wrongName?.kind == .tls)

        // Through a proxy the certificate is still that of the host that was asked for.
        let proxy = try LoopbackProxy(.leads(try #require(UInt16(exactly: port))))
        options.proxies = HTTPProxies(environment: ["https_proxy": "http://127.0.0.1:\(proxy.port)"])
        let tunnelled = HTTPClient(options: options)
        #expect(try await tunnelled.send(HTTPRequest(url: "https://feeds.invalid/")).status == 200)
        #expect(try await tunnelled.failure(of: HTTPRequest(url: "https://other.invalid/"))?.kind == .tls)
        #expect(proxy.seen == ["CONNECT feeds.invalid:443 HTTP/1.1", "CONNECT other.invalid:443 HTTP/1.1"])

        options.certificateAuthorityFile = try folder.file("missing.pem")
        let mistaken = try await HTTPClient(options: options).failure(
            of: HTTPRequest(url: "https://localhost:\(port)/")
        )
        #expect(mistaken?.kind == .local)
    }

    private func openssl(_ arguments: [String]) throws -> RunningProcess {
        try RunningProcess("/usr/bin/openssl", arguments)
    }
}

/// A child process whose output is read line by line.
private struct RunningProcess {
    let process = Process()
    /// Ends when the process has ended.
    let ended: AsyncStream<Void>
    private let output: AsyncStream<Data>

    init(_ path: String, _ arguments: [String]) throws {
        let (ended, end) = AsyncStream<Void>.makeStream()
        let (output, chunk) = AsyncStream<Data>.makeStream()
        (self.ended, self.output) = (ended, output)
        let pipe = Pipe()
        pipe.fileHandleForReading.readabilityHandler = { handle in
            let data = handle.availableData
            guard data.isEmpty else { return _ = chunk.yield(data) }
            handle.readabilityHandler = nil
            chunk.finish()
        }
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = Pipe()
        process.terminationHandler = { _ in end.finish() }
        try process.run()
    }

    func firstNumber(after prefix: String) async -> Int? {
        var text = ""
        for await data in output {
            text += String(decoding: data, as: UTF8.self)
            guard let start = text.firstRange(of: prefix), let end = text[start.upperBound...].firstIndex(of: "\n")
            else {
                continue
            }
            return Int(text[start.upperBound..<end])
        }
        return nil
    }
}
