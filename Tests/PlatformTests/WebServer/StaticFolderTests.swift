import Glibc
import Platform
import Testing

@Suite("Static folder", .timeLimit(.minutes(5)))
struct StaticFolderTests {
    /// A site with a secret beside it.
    private final class Site {
        let folder: TemporaryFolder
        let files: StaticFolder

        init() throws {
            folder = try TemporaryFolder(prefix: "static")
            let root = folder.path
            for name in ["site", "site/js", "site/.git", "site/folder.txt"] { mkdir("\(root)/\(name)", 0o700) }
            for (name, text) in [
                ("secret.txt", "secret"), ("site/index.html", "<p>"), ("site/js/app.js", "run()"),
                ("site/empty.css", ""),
                ("site/.env.txt", "secret"), ("site/.git/a.txt", "secret"), ("site/a b я.txt", "named"),
                ("site/data.bin", "x"), ("site/README", "x"), ("site/UPPER.TXT", "x"),
            ] {
                try FileBytes.create("\(root)/\(name)", Array(text.utf8))
            }
            try FileBytes.create("\(root)/site/large.txt", Self.large)
            symlink("\(root)/secret.txt", "\(root)/site/link.txt")
            symlink("../secret.txt", "\(root)/site/near.txt")
            symlink("js/app.js", "\(root)/site/inside.js")
            symlink(root, "\(root)/site/up")
            mkfifo("\(root)/site/pipe.txt", 0o600)
            files = StaticFolder(path: "\(root)/site")
        }

        deinit {
            folder.remove()
        }

        static let large = [UInt8]((0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) })

        func get(_ name: String, _ headers: [(String, String)] = [], method: String = "GET") -> WebResponse {
            files.response(to: WebRequest(method: method, path: "/\(name)", headers: headers), for: name)
        }
    }

    static let found: [(name: String, type: String, text: String)] = [
        ("", "text/html; charset=utf-8", "<p>"), ("index.html", "text/html; charset=utf-8", "<p>"),
        ("js/app.js", "text/javascript; charset=utf-8", "run()"), ("empty.css", "text/css; charset=utf-8", ""),
        ("a b я.txt", "text/plain; charset=utf-8", "named"),
    ]

    @Test("serves listed types with their type", arguments: found)
    func served(_ row: (name: String, type: String, text: String)) throws {
        let answer = try Site().get(row.name)
        #expect(answer.status == 200)
        #expect(answer.body == Array(row.text.utf8))
        #expect(answer.header("Content-Type") == row.type)
        #expect(answer.header("Cache-Control") == "no-cache" && answer.header("X-Content-Type-Options") == "nosniff")
    }

    @Test(
        "finds nothing outside the folder, nothing hidden, nothing unlisted",
        arguments: [
            "../secret.txt", "js/../../secret.txt", "js/../index.html", "./index.html", "/index.html", "js//app.js",
            "..",
            ".", "%2e%2e/secret.txt", "..%2fsecret.txt", "link.txt", "near.txt", "inside.js", "up/secret.txt",
            ".env.txt", ".git/a.txt", "data.bin", "README", "UPPER.TXT", "pipe.txt", "folder.txt", "folder.txt/x.txt",
            "index.html\0.txt", "index.html/", "js/", "js", "..\\secret.txt", "nowhere.txt", ".txt",
            String(repeating: "a", count: 300) + ".txt",
        ]
    )
    func notFound(name: String) throws {
        let answer = try Site().get(name)
        #expect(answer.status == 404)
        #expect(!String(decoding: answer.body, as: UTF8.self).contains("secret"))
    }

    @Test("an unchanged file is 304, a changed one is sent")
    func tags() throws {
        let site = try Site()
        let first = site.get("js/app.js")
        let tag = try #require(first.header("ETag"))
        let date = try #require(first.header("Last-Modified"))
        for header in [tag, "W/\(tag)", "\"x\", \(tag) , \"y\"", "*"] {
            let answer = site.get("js/app.js", [("If-None-Match", header)])
            #expect(answer.status == 304 && answer.body.isEmpty && answer.header("ETag") == tag, "\(header)")
        }
        for header in ["\"x\"", "", tag.uppercased() + "x"] {
            #expect(site.get("js/app.js", [("If-None-Match", header)]).status == 200, "\(header)")
        }
        #expect(site.get("js/app.js", [("If-Modified-Since", date)]).status == 304)
        #expect(site.get("js/app.js", [("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT")]).status == 200)
        // The tag decides where both are given.
        #expect(site.get("js/app.js", [("If-Modified-Since", date), ("If-None-Match", "\"x\"")]).status == 200)
        try FileBytes.replace("\(site.folder.path)/site/js/app.js", Array("ran()".utf8))
        let second = site.get("js/app.js", [("If-None-Match", tag)])
        #expect(second.status == 200 && second.header("ETag") != tag)
    }

    static let ranges: [(header: String, status: Int, range: Range<Int>)] = [
        ("bytes=0-9", 206, 0..<10), ("bytes=299990-", 206, 299_990..<300_000), ("bytes=-5", 206, 299_995..<300_000),
        ("bytes=100-999999999999999999999", 206, 100..<300_000), ("bytes=0-299999", 206, 0..<300_000),
        ("bytes=300000-", 416, 0..<0), ("bytes=-0", 416, 0..<0), ("bytes=9-3", 200, 0..<300_000),
        ("bytes=0-1,5-6", 200, 0..<300_000), ("lines=0-1", 200, 0..<300_000), ("bytes=a-b", 200, 0..<300_000),
        ("bytes=-", 200, 0..<300_000),
    ]

    @Test("streams large files and parts of them over a socket", arguments: ranges)
    func partial(_ row: (header: String, status: Int, range: Range<Int>)) async throws {
        let site = try Site()
        let files = site.files
        let table = RouteTable<WebHandler>([
            .get("/{path...}") { request, path in files.response(to: request, for: path.text("path")) }
        ])
        try await withServer {
            await table.respond(to: $0)
        } _: { server, client in
            let request = HTTPRequest(url: server.baseURL + "/large.txt", headers: [("Range", row.header)])
            let answer = try await client.send(request)
            #expect(answer.status == row.status)
            if row.status == 416 {
                #expect(answer.header("Content-Range") == "bytes */300000")
            } else {
                #expect(answer.body == Array(Site.large[row.range]))
            }
            if row.status == 206 {
                let place = "bytes \(row.range.lowerBound)-\(row.range.upperBound - 1)/300000"
                #expect(answer.header("Content-Range") == place)
            }
        }
        _ = site.folder
    }

    @Test("a part of an older version is not given, HEAD gives the length, a size above the limit is refused")
    func edges() async throws {
        let site = try Site()
        let tag = try #require(site.get("large.txt").header("ETag"))
        #expect(site.get("large.txt", [("Range", "bytes=0-1"), ("If-Range", tag)]).status == 206)
        #expect(site.get("large.txt", [("Range", "bytes=0-1"), ("If-Range", "\"old\"")]).status == 200)
        var small = site.files
        small.largestFile = 1_000
        #expect(small.response(to: WebRequest(path: "/"), for: "large.txt").status == 500)
        let files = site.files
        try await withServer {
            files.response(to: $0, for: String($0.path.dropFirst()))
        } _: { server, _ in
            let connection = try #require(RawConnection(port: server.port))
            connection.send("HEAD /large.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let answer = await connection.receive()
            #expect(answer.contains("Content-Length: 300000\r\n") && answer.hasSuffix("\r\n\r\n"))
            let traversal = try #require(RawConnection(port: server.port))
            traversal.send("GET /..%2fsecret.txt HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(await traversal.receive().hasPrefix("HTTP/1.1 404"))
        }
        _ = site.folder
    }
}

extension WebResponse {
    fileprivate func header(_ name: String) -> String? { headers.first { $0.0 == name }?.1 }
}
