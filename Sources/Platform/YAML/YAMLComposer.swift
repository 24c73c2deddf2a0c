/// Builds the tree from the parser's events.
struct YAMLComposer {
    private let events: [YAMLEvent]
    private var next = 0
    private var count = 0
    /// Finished nodes by anchor, with the number of values and of levels in them.
    private var anchors: [String: (node: ConfigNode, size: Int, height: Int)] = [:]

    init(events: [YAMLEvent]) {
        self.events = events
    }

    mutating func document() throws(ConfigSyntaxError) -> ConfigNode {
        guard events.count > 1 else { return ConfigNode(.null, at: .init(line: 1, column: 1)) }
        next = 1
        let root = try node(depth: 0)
        if next < events.count {
            throw ConfigSyntaxError(events[next].position, "a second document starts here; one is allowed")
        }
        return root
    }

    private mutating func node(depth: Int) throws(ConfigSyntaxError) -> ConfigNode {
        let event = events[next]
        next += 1
        try check(depth: depth, at: event.position)
        if let tag = event.tag, !tag.isEmpty, tag != "!" {
            // Not quoted: a secret may begin with the sign.
            throw ConfigSyntaxError(event.position, "a tag is not supported; text that begins with ! needs quotes")
        }
        try grow(by: 1, at: event.position)
        let before = count
        let node: ConfigNode
        switch event.kind {
        case .alias(let name):
            guard let target = anchors[name] else {
                // Not quoted: a secret may begin with the sign.
                throw ConfigSyntaxError(
                    event.position,
                    "an alias refers to nothing that is complete before it; text that begins with * needs quotes"
                )
            }
            try grow(by: target.size, at: event.position)
            try check(depth: depth + target.height, at: event.position)
            return ConfigNode(target.node.content, at: event.position)
        case .scalar(let text, let isPlain):
            let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(text)
            node = ConfigNode(isNull ? .null : .scalar(text), at: event.position)
        case .sequenceStart:
            var items: [ConfigNode] = []
            while !atEnd { items.append(try self.node(depth: depth + 1)) }
            next += 1
            node = ConfigNode(.sequence(items), at: event.position)
        case .mappingStart:
            node = ConfigNode(.mapping(try entries(depth: depth)), at: event.position)
        case .documentStart, .end:
            throw ConfigSyntaxError(event.position, "a value was expected here")
        }
        if let anchor = event.anchor { anchors[anchor] = (node, count - before, node.height) }
        return node
    }

    private mutating func entries(depth: Int) throws(ConfigSyntaxError) -> [ConfigNode.Entry] {
        var entries: [ConfigNode.Entry] = []
        var lines: [String: Int] = [:]
        while !atEnd {
            let position = events[next].position
            guard case .scalar(let key, _) = events[next].kind else {
                throw ConfigSyntaxError(position, "a key must be plain text")
            }
            next += 1
            if let line = lines.updateValue(position.line, forKey: key) {
                throw ConfigSyntaxError(position, "\(key.bounded(to: 100)): is given twice, first in line \(line)")
            }
            entries.append(ConfigNode.Entry(key: key, position: position, value: try node(depth: depth + 1)))
        }
        next += 1
        return entries
    }

    private var atEnd: Bool {
        if case .end = events[next].kind { true } else { false }
    }

    private func check(depth: Int, at position: ConfigNode.Position) throws(ConfigSyntaxError) {
        guard depth < ConfigNode.Limit.depth else {
            throw ConfigSyntaxError(position, "nested deeper than \(ConfigNode.Limit.depth) levels")
        }
    }

    private mutating func grow(by size: Int, at position: ConfigNode.Position) throws(ConfigSyntaxError) {
        count += size
        guard count <= ConfigNode.Limit.nodes else {
            throw ConfigSyntaxError(position, "more than \(ConfigNode.Limit.nodes) values, aliases expanded")
        }
    }
}

extension ConfigNode {
    /// Levels below this one.
    fileprivate var height: Int {
        switch content {
        case .null, .scalar: 0
        case .sequence(let items): 1 + (items.map(\.height).max() ?? 0)
        case .mapping(let entries): 1 + (entries.map(\.value.height).max() ?? 0)
        }
    }
}
