import CYAML

/// Reads one YAML document into a tree whose every node knows its line and column.
///
/// Depth, size and alias expansion are bounded; duplicate keys, keys that are not text, tags and further documents are
/// errors. Scalars stay text: whether `5` is a number is the business of the key.
package enum YAMLReader {
    /// - Throws: ``ConfigSyntaxError`` with the place of the mistake.
    package static func read(_ text: String) throws(ConfigSyntaxError) -> ConfigNode {
        let bytes = Array(text.utf8)
        guard bytes.count <= ConfigNode.Limit.size else {
            throw ConfigSyntaxError(.init(line: 1, column: 1), "the file has more than \(ConfigNode.Limit.size) bytes")
        }
        var composer = YAMLComposer(events: try YAMLEvent.all(in: bytes))
        return try composer.document()
    }
}

/// One event of libyaml's parser, copied out of its memory.
struct YAMLEvent {
    enum Kind {
        case documentStart
        case alias(String)
        case scalar(String, isPlain: Bool)
        case sequenceStart
        case mappingStart
        case end
    }

    let kind: Kind
    let anchor: String?
    let tag: String?
    let position: ConfigNode.Position

    /// All events of the text that carry content.
    static func all(in bytes: [UInt8]) throws(ConfigSyntaxError) -> [YAMLEvent] {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else {
            throw ConfigSyntaxError(.init(line: 1, column: 1), "libyaml could not be started: out of memory")
        }
        defer { yaml_parser_delete(parser) }
        // The parser keeps the pointer, so all of it happens inside the closure; a Result carries the typed error out.
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<[YAMLEvent], ConfigSyntaxError> in
            yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
            var events: [YAMLEvent] = []
            var depth = 0
            while true {
                var event = yaml_event_t()
                guard yaml_parser_parse(parser, &event) == 1 else { return .failure(failure(of: parser.pointee)) }
                defer { yaml_event_delete(&event) }
                if event.type == YAML_STREAM_END_EVENT { return .success(events) }
                guard let copy = YAMLEvent(event) else { continue }
                events.append(copy)
                switch copy.kind {
                case .sequenceStart, .mappingStart: depth += 1
                case .end: depth -= 1
                case .documentStart, .alias, .scalar: break
                }
                // Here already, and not in the tree alone: libyaml's own time grows with the square of the depth.
                guard depth <= ConfigNode.Limit.depth else {
                    let detail = "nested deeper than \(ConfigNode.Limit.depth) levels"
                    return .failure(ConfigSyntaxError(copy.position, detail))
                }
                guard events.count <= 4 * ConfigNode.Limit.nodes else {
                    return .failure(ConfigSyntaxError(copy.position, "more than \(ConfigNode.Limit.nodes) values"))
                }
            }
        }
        return try result.get()
    }

    private init?(_ event: yaml_event_t) {
        position = Self.position(event.start_mark)
        switch event.type {
        case YAML_DOCUMENT_START_EVENT:
            (kind, anchor, tag) = (.documentStart, nil, nil)
        case YAML_ALIAS_EVENT:
            (kind, anchor, tag) = (.alias(Self.text(event.data.alias.anchor) ?? ""), nil, nil)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            kind = .scalar(String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
            (anchor, tag) = (Self.text(scalar.anchor), Self.text(scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            let start = event.data.sequence_start
            (kind, anchor, tag) = (.sequenceStart, Self.text(start.anchor), Self.text(start.tag))
        case YAML_MAPPING_START_EVENT:
            let start = event.data.mapping_start
            (kind, anchor, tag) = (.mappingStart, Self.text(start.anchor), Self.text(start.tag))
        case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
            (kind, anchor, tag) = (.end, nil, nil)
        default:
            return nil
        }
    }

    private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        pointer.map { String(cString: $0) }
    }

    private static func position(_ mark: yaml_mark_t) -> ConfigNode.Position {
        .init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    private static func failure(of parser: yaml_parser_t) -> ConfigSyntaxError {
        let problem = parser.problem.map { String(cString: $0) } ?? "cannot be read"
        let context = parser.context.map { " " + String(cString: $0) } ?? ""
        return ConfigSyntaxError(position(parser.problem_mark), "not valid YAML:\(context) \(problem)")
    }
}
