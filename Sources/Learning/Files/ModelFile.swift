package import Platform

/// A model with the file it came from.
package struct ModelFile: Sendable {
    package let format: ModelFormat
    package let model: any LearnedModel
    /// Unit: bytes.
    package let size: Int
    /// SHA-256 of the content, 64 hexadecimal digits.
    package let digest: String

    /// SHA-256 of the features: their names with line feeds between, or their number.
    package let schema: String

    /// The largest file that is read: 256 MB, some ten million nodes of trees.
    package static let mostBytes = 256 << 20

    /// Reads a model of any format.
    ///
    /// No memory is taken for what a file claims, only for what it holds: at most some ten times its size.
    ///
    /// - Parameter name: The file's, for errors.
    /// - Throws: ``ModelError`` that begins with the name.
    package init(_ bytes: [UInt8], named name: String) throws {
        do throws(ModelError) {
            guard bytes.count <= Self.mostBytes else {
                throw ModelError(.tooLarge, "has more than the \(Self.mostBytes) bytes that are allowed")
            }
            format = try ModelFormat(of: bytes)
            model = try Self.read(bytes, format)
        } catch {
            throw error.of(name)
        }
        size = bytes.count
        digest = try FileDigest.sha256(bytes)
        let features =
            switch model.inputs {
            case .named(let names): names.joined(separator: "\n")
            case .counted(let count), .atLeast(let count): "\(count)"
            }
        schema = try FileDigest.sha256(Array(features.utf8))
    }

    /// Reads a model and, where there is one beside it, what its manifest says of it.
    ///
    /// - Throws: ``ModelError``, ``FileError``.
    package static func checked(_ path: String) throws -> (file: ModelFile, manifest: ModelManifest?) {
        let file = try ModelFile(try FileBytes.read(path, limit: mostBytes), named: path)
        let place = ModelManifest.path(of: path)
        guard FileBytes.exists(place) else { return (file, nil) }
        let manifest: ModelManifest
        do {
            manifest = try ModelManifest(try FileBytes.read(place, limit: ModelManifest.mostBytes))
        } catch let error as ModelError {
            throw error.of(place)
        }
        do throws(ModelError) { try manifest.check(file) } catch { throw error.of(path) }
        return (file, manifest)
    }

    private static func read(_ bytes: [UInt8], _ format: ModelFormat) throws(ModelError) -> any LearnedModel {
        switch format {
        case .xgboostJSON:
            var file = XGBoostFile(try JSONDocument(bytes))
            return try file.read()
        case .xgboostUBJ:
            var file = XGBoostFile(UBJDocument(bytes))
            return try file.read()
        case .libsvm:
            var file = try LibSVMFile(bytes)
            return try file.read()
        case .onnx: return try ONNXModel(try ONNXFile(bytes).read())
        case .safetensors:
            let file = try SafetensorsFile(bytes)
            let schema = try NetworkSchema(of: file)
            return schema.kind == .linear
                ? try LinearModel(file.tensors, schema) : try SequenceNetwork(file.tensors, schema)
        }
    }

    /// As `mayak model inspect` prints it.
    package var json: JSON {
        var members: [JSON.Member] = [
            .init("format", .string(format.rawValue)), .init("bytes", .int(Int64(size))),
            .init("sha256", .string(digest)),
        ]
        members += model.facts
        switch model.inputs {
        case .named(let names): members.append(.init("features", .strings(names)))
        case .counted(let count), .atLeast(let count): members.append(.init("features", .int(Int64(count))))
        }
        if case .classes(let labels) = model.outputs { members.append(.init("classes", .strings(labels))) }
        members.append(.init("features_sha256", .string(schema)))
        members.append(.init("outputs", .strings(model.outputs.columns)))
        members.append(.init("sequence", .bool(model.isSequence)))
        return .object(members)
    }
}
