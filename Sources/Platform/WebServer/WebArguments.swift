/// The arguments of a request, whichever way they came.
package struct WebArguments: Sendable {
    /// Query first, then the body, each in the order written.
    package var values: [(name: String, value: String)]
    /// Parts of a multipart body that have a file name.
    package var files: [WebFile]

    package init(values: [(name: String, value: String)] = [], files: [WebFile] = []) {
        self.values = values
        self.files = files
    }

    /// The first value of that name.
    package subscript(name: String) -> String? {
        values.first { $0.name == name }?.value
    }

    /// The first file whose part has that name.
    package func file(_ name: String) -> WebFile? {
        files.first { $0.name == name }
    }
}

/// A file from a multipart body.
package struct WebFile: Hashable, Sendable {
    /// The name of the part.
    package var name: String
    package var filename: String
    package var contentType: String?
    package var bytes: [UInt8]
}

/// Why a body could not be read as arguments.
package struct WebArgumentError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case malformedJSON, malformedMultipart
    }

    package let kind: Kind
    /// What is wrong and where.
    package let detail: String

    package var description: String { "\(kind.rawValue): \(detail)" }
}

extension WebRequest {
    /// The query merged with a body in `application/x-www-form-urlencoded`, `multipart/form-data` or
    /// `application/json`; other types of body add nothing.
    ///
    /// JSON is split one level deep: strings are unescaped, any other value stays the JSON text it is, so `5` and
    /// `"5"` read the same (docs/reference/telegram.md, Requests).
    package func arguments() throws(WebArgumentError) -> WebArguments {
        var arguments = WebArguments(values: query.map { (name: $0.0, value: $0.1) })
        guard !body.isEmpty, let type = header("Content-Type").map(HeaderParameters.init) else { return arguments }
        switch type.value.lowercased() {
        case "application/x-www-form-urlencoded":
            let fields = URLEncoding.fields(of: String(decoding: body, as: UTF8.self))
            arguments.values += fields.map { (name: $0.0, value: $0.1) }
        case "application/json":
            arguments.values += try JSONFields.split(body)
        case "multipart/form-data":
            guard let boundary = type["boundary"], (1...70).contains(boundary.utf8.count) else {
                throw WebArgumentError(
                    kind: .malformedMultipart,
                    detail: "The boundary is missing or longer than 70 bytes"
                )
            }
            for part in try MultipartBody.parts(of: body, boundary: boundary) {
                if let filename = part.filename {
                    let file = WebFile(
                        name: part.name,
                        filename: filename,
                        contentType: part.contentType,
                        bytes: part.bytes
                    )
                    arguments.files.append(file)
                } else {
                    arguments.values.append((part.name, String(decoding: part.bytes, as: UTF8.self)))
                }
            }
        default:
            break
        }
        return arguments
    }
}
