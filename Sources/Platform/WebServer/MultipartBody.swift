/// Reads `multipart/form-data` (RFC 7578) as real clients write it: headers of a part in any order, file names quoted,
/// bare or as `filename*=UTF-8''…`.
enum MultipartBody {
    struct Part: Hashable {
        var name: String
        var filename: String?
        var contentType: String?
        var bytes: [UInt8]
    }

    /// - Throws: `malformedMultipart` when the closing boundary, a part's name or its empty line is missing.
    static func parts(of body: [UInt8], boundary: String) throws(WebArgumentError) -> [Part] {
        let delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary may stand at the very start: a line end put before it makes all of them alike.
        let bytes = Array("\r\n".utf8) + body
        guard var start = find(delimiter, in: bytes, from: 0) else { throw malformed("The boundary never comes") }
        var parts: [Part] = []
        while true {
            start += delimiter.count
            if bytes[start...].starts(with: "--".utf8) { return parts }
            guard let end = find(delimiter, in: bytes, from: start) else {
                throw malformed("The closing boundary is missing after part \(parts.count + 1)")
            }
            parts.append(try part(bytes[start..<end], number: parts.count + 1))
            start = end
        }
    }

    private static func part(_ bytes: ArraySlice<UInt8>, number: Int) throws(WebArgumentError) -> Part {
        let emptyLine = Array("\r\n\r\n".utf8)
        let whole = Array(bytes)
        guard let split = find(emptyLine, in: whole, from: 0) else {
            throw malformed("Part \(number) has no empty line after its headers")
        }
        var disposition: HeaderParameters?
        var contentType: String?
        // Carriage return and line feed are one Character, so the split is by it.
        for line in String(decoding: whole[..<split], as: UTF8.self).split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingSpace()
            switch line[..<colon].trimmingSpace().lowercased() {
            case "content-disposition": disposition = HeaderParameters(value)
            case "content-type": contentType = value
            default: break
            }
        }
        guard let disposition, let name = disposition["name"] else { throw malformed("Part \(number) has no name") }
        return Part(
            name: name,
            filename: disposition["filename*"].flatMap(extended) ?? disposition["filename"],
            contentType: contentType,
            bytes: Array(whole[(split + emptyLine.count)...])
        )
    }

    /// `UTF-8''%D0%B0.png` (RFC 8187 §3.2); other charsets are not read.
    private static func extended(_ value: String) -> String? {
        let pieces = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces[0].lowercased() == "utf-8" else { return nil }
        return URLEncoding.decodedPath(pieces[2])
    }

    private static func find(_ needle: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard let first = needle.first, bytes.count >= needle.count else { return nil }
        var index = start
        let last = bytes.count - needle.count
        while index <= last {
            if bytes[index] == first, bytes[index..<index + needle.count].elementsEqual(needle) { return index }
            index += 1
        }
        return nil
    }

    private static func malformed(_ detail: String) -> WebArgumentError {
        WebArgumentError(kind: .malformedMultipart, detail: detail)
    }
}
