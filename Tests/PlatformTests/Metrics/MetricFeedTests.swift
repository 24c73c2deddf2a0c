import Platform
import Testing

@Suite("Metrics of the parts")
struct MetricFeedTests {
    @Test("the HTTP client counts its requests by their end")
    func requests() async throws {
        let registry = MetricsRegistry()
        var options = HTTPClientOptions()
        options.metrics = HTTPClientMetrics(registry, peer: "exchange")
        try await withServer(options: options) { request in
            request.path == "/gone" ? .hangUp(.reset) : .text("", status: request.path == "/bad" ? 404 : 200)
        } _: { server, client in
            for path in ["", "/bad", "/gone", "", ""] {
                // The failure of one of them is what is counted.
                _ = try? await client.send(HTTPRequest(url: server.baseURL + path))
            }
        }
        let lines = registry.text.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.hasSuffix(" 0") }
        #expect(
            lines == [
                #"http_exchange_requests_total{outcome="2xx"} 3"#, #"http_exchange_requests_total{outcome="4xx"} 1"#,
                #"http_exchange_requests_total{outcome="reset"} 1"#,
            ]
        )
    }

    @Test("a database counts its commits, and not what was taken back")
    func commits() throws {
        struct Stop: Error {}
        let folder = try TemporaryFolder(prefix: "metrics", isInMemory: true)
        defer { folder.remove() }
        let commits = MetricsRegistry().counter("store", .commits, help: "Transactions committed.")
        var options = Connection.Options()
        options.commits = commits
        let database = try Connection(path: folder.path + "/x.db", options: options)
        try database.transaction { try database.execute("CREATE TABLE t (x)") }
        try? database.transaction { throw Stop() }
        #expect(commits.value(NoLabels()) == 1)
        database.close()
    }
}
