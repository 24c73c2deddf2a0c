/// The layers of the configuration, strongest first: flag, environment, `.env`, file.
package struct ConfigurationSources: Sendable {
    /// One value of a layer before it is given a type.
    struct Raw: Hashable, Sendable {
        /// What the layer calls its keys.
        enum Naming: Sendable { case path, environmentName }

        /// The key as it is written in its layer.
        let key: String
        let naming: Naming
        /// One text, several for a list, none for nothing.
        let texts: [String]
        let origin: SettingOrigin

        /// For messages.
        var location: String { origin == .flag ? "--set" : origin.description }
    }

    /// By path.
    var flags: [String: Raw] = [:]
    /// By name in the environment.
    var environment: [String: Raw] = [:]
    /// By name in the environment.
    var envFile: [String: Raw] = [:]
    /// By path.
    var file: [String: Raw] = [:]
    /// Every key of the flags and files in their order: each must be known to somebody.
    var written: [Raw] = []

    package init() {}

    /// Takes values from the command line, by path.
    package mutating func addFlags(_ values: [(path: String, text: String)]) {
        for (path, text) in values {
            let raw = Raw(key: path, naming: .path, texts: [text], origin: .flag)
            written.append(raw)
            flags[path] = raw
        }
    }

    /// Takes the environment; an empty value counts as absent.
    package mutating func addEnvironment(_ values: [String: String]) {
        for (name, text) in values where !text.isEmpty {
            environment[name] = Raw(key: name, naming: .environmentName, texts: [text], origin: .environment)
        }
    }

    /// Takes a `.env` file; an empty value counts as absent.
    ///
    /// - Parameter name: The file's name in messages.
    package mutating func addEnvFile(_ text: String, name: String) throws(ConfigurationError) {
        do throws(ConfigSyntaxError) {
            for entry in try DotEnvReader.read(text) {
                let origin = SettingOrigin.file(name: name, line: entry.line)
                let raw = Raw(key: entry.name, naming: .environmentName, texts: [entry.value], origin: origin)
                written.append(raw)
                if !entry.value.isEmpty { envFile[entry.name] = raw }
            }
        } catch {
            throw ConfigurationError([.init(location: "\(name):\(error.position.line)", key: "", detail: error.detail)])
        }
    }

    /// Takes `mayak.yaml` or, when the name ends so, `.json`.
    ///
    /// - Parameter name: The file's name in messages.
    package mutating func addFile(_ text: String, name: String) throws(ConfigurationError) {
        do throws(ConfigSyntaxError) {
            let root = name.hasSuffix(".json") ? try JSONConfigReader.read(text) : try YAMLReader.read(text)
            switch root.content {
            case .null: break
            case .mapping(let entries): try flatten(entries, under: "", name: name)
            case .scalar, .sequence:
                throw ConfigSyntaxError(root.position, "the file must be a mapping of keys to values")
            }
        } catch {
            throw ConfigurationError([.init(location: "\(name):\(error.position.line)", key: "", detail: error.detail)])
        }
    }

    /// Takes one section of a file that has others beside it.
    ///
    /// - Parameter path: The section's place, as `risk`.
    package mutating func addSection(_ node: ConfigNode, at path: String, name: String) throws(ConfigurationError) {
        do throws(ConfigSyntaxError) {
            guard case .mapping(let entries) = node.content else {
                throw ConfigSyntaxError(node.position, "\(path): must be a section with keys below it")
            }
            try flatten(entries, under: path + ".", name: name)
        } catch {
            throw ConfigurationError([.init(location: "\(name):\(error.position.line)", key: "", detail: error.detail)])
        }
    }

    /// The text of one key before the others are read; for the key that the others need to be readable.
    package func text(path: String, environmentName: String) -> String? {
        raw(path: path, environmentName: environmentName)?.texts.first
    }

    /// The value of the strongest layer that has one.
    func raw(path: String, environmentName: String) -> Raw? {
        flags[path] ?? environment[environmentName] ?? envFile[environmentName] ?? file[path]
    }

    private mutating func flatten(
        _ entries: [ConfigNode.Entry],
        under prefix: String,
        name: String
    ) throws(ConfigSyntaxError) {
        for entry in entries {
            let path = prefix + entry.key
            let texts: [String]
            switch entry.value.content {
            case .mapping(let inner):
                try flatten(inner, under: path + ".", name: name)
                continue
            case .null:
                texts = []
            case .scalar(let text):
                texts = [text]
            case .sequence(let items):
                texts = try items.map { item throws(ConfigSyntaxError) in
                    guard case .scalar(let text) = item.content else {
                        throw ConfigSyntaxError(
                            item.position,
                            "\(path.bounded(to: TextLimit.name)): a list may hold plain values only"
                        )
                    }
                    return text
                }
            }
            let origin = SettingOrigin.file(name: name, line: entry.position.line)
            let raw = Raw(key: path, naming: .path, texts: texts, origin: origin)
            // 'monitor.delay' may be written in one piece as well, so the tree's own check is not enough.
            if let first = file[path] {
                throw ConfigSyntaxError(
                    entry.position,
                    "\(path.bounded(to: TextLimit.name)): is given twice, first in \(first.location)"
                )
            }
            written.append(raw)
            if entry.value.content != .null { file[path] = raw }
        }
    }
}
