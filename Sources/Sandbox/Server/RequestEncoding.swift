import Platform

/// How a request carried its arguments, for ``RecordedRequest``.
enum RequestEncoding {
    static func words(_ request: WebRequest) -> String {
        var places = request.query.isEmpty ? [] : ["query"]
        if !request.body.isEmpty {
            let type = request.header("Content-Type")?.split(separator: ";").first?.lowercased() ?? ""
            let names = [
                "application/x-www-form-urlencoded": "form", "application/json": "json",
                "multipart/form-data": "multipart",
            ]
            places.append(names[type] ?? "other")
        }
        let isChunked = request.header("Transfer-Encoding")?.lowercased().contains("chunked") ?? false
        return places.joined(separator: "+") + (isChunked ? " chunked" : "")
    }
}
