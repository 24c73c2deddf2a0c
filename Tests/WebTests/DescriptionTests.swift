import Market
import Operations
import Platform
import Store
import TestKit
import Testing
import Web

@Suite("The API's description", .timeLimit(.minutes(2)))
struct DescriptionTests {
    @Test("names every path once, with a role or without security, and a schema for each answer")
    func document() async throws {
        try await ServedDashboard.run { dashboard in
            let answer = try await dashboard.get("/api/openapi.json")
            #expect(answer.status == 200)
            let document = try JSON.parse(answer.body)
            #expect(document["openapi"]?.string == "3.1.0")
            var ids: Set<String> = []
            for path in try #require(document["paths"]?.members) {
                for operation in try #require(path.value.members) {
                    let id = try #require(operation.value["operationId"]?.string)
                    #expect(ids.insert(id).inserted, "\(id) is there twice")
                    let responses = try #require(operation.value["responses"]?.members)
                    #expect(responses.contains { $0.name == "200" || $0.name == "204" })
                    #expect(responses.contains { $0.name == "400" })
                    let isOpen = operation.value["security"]?.array?.isEmpty == true
                    #expect(
                        isOpen != responses.contains { $0.name == "403" && operation.name == "get" }
                            || operation.name != "get"
                    )
                    let names = path.name.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                        $0.dropFirst().dropLast()
                    }
                    let described = (operation.value["parameters"]?.array ?? []).filter { $0["in"]?.string == "path" }
                    #expect(names.map(String.init) == described.compactMap { $0["name"]?.string }, "\(path.name)")
                }
            }
            #expect(ids.count > 30)
        }
    }

    @Test("says what answers are: every list fits its schema")
    func schemas() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.admin)
            let document = try JSON.parse(try await dashboard.get("/api/openapi.json").body)
            for path in try #require(document["paths"]?.members) where !path.name.contains("{") {
                guard let get = path.value["get"],
                    let schema = get["responses"]?["200"]?["content"]?["application/json"]?["schema"]
                else { continue }
                let value = try JSON.parse(try await dashboard.get(path.name, token).body)
                let mistakes = SchemaCheck.mistakes(value, schema, at: path.name)
                #expect(mistakes.isEmpty, "\(mistakes)")
            }
        }
    }
}

/// As much of JSON Schema as the description uses.
enum SchemaCheck {
    static func mistakes(_ value: JSON, _ schema: JSON, at place: String) -> [String] {
        if let any = schema["anyOf"]?.array {
            return any.contains { mistakes(value, $0, at: place).isEmpty } ? [] : ["\(place): none of anyOf"]
        }
        var types: [String] = []
        if let type = schema["type"]?.string { types = [type] }
        if let list = schema["type"]?.array { types = list.compactMap(\.string) }
        guard types.isEmpty || types.contains(where: { value.isOf($0) }) else {
            return ["\(place): \(value.text.prefix(40)) is not \(types)"]
        }
        if let allowed = schema["enum"]?.array, !allowed.contains(value) {
            return ["\(place): \(value.text) is not allowed"]
        }
        if let items = schema["items"], let values = value.array {
            return values.enumerated().flatMap { mistakes($1, items, at: "\(place)[\($0)]") }
        }
        guard let members = value.members, types.contains("object") else { return [] }
        var found: [String] = []
        let properties = schema["properties"]
        for name in (schema["required"]?.array ?? []).compactMap(\.string) where value[name] == nil {
            found.append("\(place).\(name) is missing")
        }
        for member in members {
            if let own = properties?[member.name] {
                found += mistakes(member.value, own, at: "\(place).\(member.name)")
            } else if schema["additionalProperties"] == false {
                found.append("\(place).\(member.name) is not described")
            } else if let other = schema["additionalProperties"], other.members != nil {
                found += mistakes(member.value, other, at: "\(place).\(member.name)")
            }
        }
        return found
    }
}

extension JSON {
    fileprivate func isOf(_ type: String) -> Bool {
        switch (type, self) {
        case ("null", .null), ("boolean", .bool), ("integer", .int), ("number", .int), ("number", .double),
            ("string", .string), ("array", .array), ("object", .object):
            true
        case ("integer", .double(let value)): Int64(exactly: value) != nil
        default: false
        }
    }
}
