import Glibc
import Platform

extension Settings {
    /// The options of every command that reads the configuration; add them to its own.
    static let options: [OptionSpec] = [
        .value(
            "config",
            "FILE",
            "Configuration file; MAYAK_CONFIG, or mayak.yaml, mayak.yml, mayak.json where there is one"
        ),
        .value("env-file", "FILE", "File with environment names; .env where there is one"),
        .value("set", "KEY=VALUE", "Override one key of the configuration", repeatable: true),
    ]

    /// Reads all layers: flags, environment, `.env`, file, defaults.
    ///
    /// A command beside a running product means that product, unless it names a configuration or a store; it says so in one
    /// line on standard error where that makes a difference.
    ///
    /// - Parameters:
    ///   - flags: Values of the command's own flags by path, such as `orchestrator.user_id`; nil means not given.
    ///   - isOwn: True for what is a product itself, and has nothing to do with the one that may run here.
    /// - Throws: `ConfigurationError` with all mistakes at once, `UsageError` for a `--set` without `=`.
    static func load(
        _ arguments: Arguments,
        flags: [(path: String, text: String?)] = [],
        isOwn: Bool = false
    ) throws -> Settings {
        var overrides: [(path: String, text: String)] = []
        for pair in arguments.strings("set") {
            guard let equals = pair.firstIndex(of: "=") else {
                throw arguments.invalid("set", pair, expecting: "KEY=VALUE")
            }
            overrides.append((String(pair[..<equals]), String(pair[pair.index(after: equals)...])))
        }
        for case (let path, let text?) in flags { overrides.append((path, text)) }
        let environment = processEnvironment()
        let configPath = arguments.string("config")
        let envPath = arguments.string("env-file")
        func load(_ config: String?, _ more: [(path: String, text: String)] = []) throws -> Settings {
            try Self.load(overrides: overrides + more, environment: environment, configPath: config, envPath: envPath)
        }
        let isNamed =
            configPath != nil || overrides.contains { $0.path == "store.path" }
            || ["MAYAK_CONFIG", "MAYAK_STORE"].contains { environment[$0]?.isEmpty == false }
        guard !isOwn, !isNamed, let product = RunningProduct.here() else { return try load(configPath) }
        // What is wrong with a file that the product may not read is said below, when it does.
        if let usual = try? load(nil), usual.isThat(of: product) { return usual }
        var settings = try load(product.config)
        if !settings.isThat(of: product) {
            // What it was given in its environment is not in ours.
            let clockIsGiven = overrides.contains { $0.path == "clock" } || environment["MAYAK_CLOCK"]?.isEmpty == false
            settings = try load(
                product.config,
                [("store.path", product.store)] + (clockIsGiven ? [] : [("clock", product.clock)])
            )
        }
        StandardError().write(
            "mayak \(arguments.spec.name): as the product that runs here, pid \(product.pid): "
                + (product.config.map { "configuration \($0), " } ?? "") + "store \(settings.general.storePath)",
            level: .info
        )
        return settings
    }

    /// True when these settings name the store and the clock that the product lives by.
    private func isThat(of product: RunningProduct) -> Bool {
        general.storePath == product.store
            && shown.first { $0.declaration.path == "clock" }?.text == product.clock
    }

    /// - Parameter directory: Where the files that nobody names are looked for, and relative names begin; ends in `/`.
    static func load(
        overrides: [(path: String, text: String)],
        environment: [String: String],
        configPath: String? = nil,
        envPath: String? = nil,
        directory: String = ""
    ) throws -> Settings {
        // A proxy's password stands in its address, and libcurl reads it from there by itself.
        for (name, value) in environment where name.lowercased().hasSuffix("_proxy") && value.contains("@") {
            SecretRegistry.shared.add(url: value.contains("://") ? value : "http://\(value)")
        }
        var sources = ConfigurationSources()
        sources.addFlags(overrides)
        sources.addEnvironment(environment)
        if let (name, text) = try file(envPath, or: [".env"], in: directory) {
            try sources.addEnvFile(text, name: name)
        }
        let named = configPath ?? environment["MAYAK_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
        if let (name, text) = try file(named, or: ["mayak.yaml", "mayak.yml", "mayak.json"], in: directory) {
            try sources.addFile(text, name: name)
        }
        let keyPath = sources.text(path: "key_file", environmentName: "MAYAK_KEY_FILE")
        return try Settings(
            ConfigurationReader(sources) { token in
                guard let keyPath else { throw CommandFailure(.configuration, "an enc: value needs MAYAK_KEY_FILE") }
                do {
                    let message = try KeyFile.fernet(keyPath).decrypt(token, now: SystemClock().now)
                    return String(decoding: message, as: UTF8.self)
                } catch let error as FernetError {
                    throw CommandFailure(.configuration, "the enc: value is refused: \(error)")
                }
            }
        )
    }

    /// The file that is named, which must be there, or else the first usual one that is.
    private static func file(
        _ named: String?,
        or usual: [String],
        in directory: String
    ) throws(ConfigurationError) -> (name: String, text: String)? {
        for name in named.map({ [$0] }) ?? usual {
            let path = name.hasPrefix("/") ? name : directory + name
            do throws(FileError) {
                return (name, try FileBytes.readText(path, limit: 1 << 20))
            } catch {
                if named == nil, error.kind == .notFound { continue }
                // The text of a file's error begins with its path, which is the location here.
                let detail =
                    error.detail.hasPrefix("\(path): ") ? error.detail.dropFirst(path.count + 2) : error.detail[...]
                throw ConfigurationError([.init(location: path, key: "", detail: String(detail))])
            }
        }
        return nil
    }

    private static func processEnvironment() -> [String: String] {
        var values: [String: String] = [:]
        var pointer = environ
        while let entry = pointer.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                values[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            pointer += 1
        }
        return values
    }
}
