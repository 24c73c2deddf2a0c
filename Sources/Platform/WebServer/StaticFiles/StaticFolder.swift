import Market

/// A folder of files that a web server gives out: a page, its styles, scripts and pictures.
///
/// Only names of listed types (``StaticFileType``) below the folder are found. A path with an empty, `.` or `..` segment, one
/// that begins with a dot, or one with a NUL or a backslash leads nowhere; so does a symbolic link anywhere below the folder
/// (the folder itself may be one): segments are opened one after the other without following links, so that none can be put
/// there in between either. An empty path, or one that ends with `/`, is that folder's `index.html`.
///
/// Answers carry `ETag` and `Last-Modified`, `If-None-Match` gets 304, one range of bytes 206 (RFC 9110 §14). Of several
/// ranges all is sent, which is allowed.
package struct StaticFolder: Sendable {
    /// What the largest file may have; default 64 MiB.
    package var largestFile = 64 << 20
    /// `Cache-Control` of every answer; default `no-cache`: kept, and asked for again with its `ETag` each time.
    package var cacheControl = "no-cache"

    private let path: String

    /// - Parameter path: need not exist yet; whatever is in it is looked up at each request.
    package init(path: String) {
        self.path = path
    }

    /// Answers GET and HEAD; other methods are the route table's to refuse.
    ///
    /// - Parameter name: the path below the folder, percent-decoded once and without a leading slash.
    package func response(to request: WebRequest, for name: String) -> WebResponse {
        let name = name.isEmpty || name.hasSuffix("/") ? name + "index.html" : name
        guard let type = StaticFileType(name: name), let file = StaticFile(name, in: path) else {
            return .text("There is no such file\n", status: 404)
        }
        guard file.size <= largestFile else {
            return .text("The file has more than \(largestFile) bytes\n", status: 500)
        }
        var headers = [
            ("ETag", file.tag), ("Last-Modified", HTTPDate.text(file.changed)), ("Cache-Control", cacheControl),
            ("Accept-Ranges", "bytes"),
        ]
        if let known = request.header("If-None-Match") {
            if EntityTags(known).contain(file.tag) { return WebResponse(status: 304, headers: headers) }
        } else if let since = request.header("If-Modified-Since").flatMap(HTTPDate.instant),
            file.changed.wholeSeconds <= since
        {
            return WebResponse(status: 304, headers: headers)
        }
        headers += [("Content-Type", type.contentType), ("X-Content-Type-Options", "nosniff")]
        switch range(of: request, file) {
        case .whole: return WebResponse(headers: headers, content: file.content(0..<file.size))
        case .part(let range):
            let place = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            return WebResponse(
                status: 206,
                headers: headers + [("Content-Range", place)],
                content: file.content(range)
            )
        case .outside:
            return .text("The file ends before\n", status: 416, headers: [("Content-Range", "bytes */\(file.size)")])
        }
    }

    /// A part is only for who asks for one of this very version.
    private func range(of request: WebRequest, _ file: StaticFile) -> ByteRange {
        guard let header = request.header("Range"), request.method == "GET",
            request.header("If-Range").map({ $0 == file.tag }) ?? true
        else { return .whole }
        return ByteRange(header, size: file.size)
    }
}

extension Timestamp {
    /// As precise as a date of HTTP.
    fileprivate var wholeSeconds: Timestamp { Timestamp(seconds: milliseconds / 1_000) }
}
