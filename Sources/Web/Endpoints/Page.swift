import Platform

/// Lists that go on: so many at a time, and where the next page begins.
enum Page {
    static let limit = APIRoute.Parameter.query(
        "limit",
        .integer(in: 1...500),
        "At most so many; 100 where it is not given"
    )
    static let cursor = APIRoute.Parameter.query("cursor", .integer(in: 1...Int64.max), "`next` of the page before")

    static func limit(_ call: APICall) throws -> Int {
        try call.integer("limit", in: 1...500, default: 100)
    }

    /// - Parameters:
    ///   - items: one more than the limit where there are more.
    ///   - place: of an item, for whoever goes on after it.
    static func json<Item>(
        _ name: String,
        _ items: [Item],
        limit: Int,
        _ json: (Item) -> JSON,
        place: (Item) -> Int64
    ) -> JSON {
        let page = items.prefix(limit)
        let next = items.count > limit ? page.last.map { JSON.int(place($0)) } : nil
        return .object([JSON.Member(name, .array(page.map(json))), JSON.Member("next", next ?? .null)])
    }

    static func schema(_ name: String, _ item: APISchema) -> APISchema {
        APISchema([
            "type": "object",
            "properties": .object([
                JSON.Member(name, APISchema.array(item).json), JSON.Member("next", APISchema.integer.orNull.json),
            ]),
            "required": .strings([name, "next"]), "additionalProperties": false,
        ])
    }
}
