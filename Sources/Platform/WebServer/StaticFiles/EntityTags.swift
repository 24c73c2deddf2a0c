/// The tags of an `If-None-Match` header (RFC 9110 §13.1.2), compared weakly: `W/` does not matter.
struct EntityTags {
    private let isAny: Bool
    private let tags: [Substring]

    init(_ header: String) {
        isAny = header.filter { $0 != " " && $0 != "\t" } == "*"
        // Our own tags have no comma in them, so splitting inside somebody else's loses nothing.
        tags = header.split(separator: ",").map { part in
            let tag = part.drop { $0 == " " || $0 == "\t" }
            let strong = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
            return strong.prefix { $0 != " " && $0 != "\t" }
        }
    }

    func contain(_ tag: String) -> Bool { isAny || tags.contains { $0 == tag } }
}
