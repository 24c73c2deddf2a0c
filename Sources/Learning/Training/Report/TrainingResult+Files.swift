package import Platform

extension TrainingResult {
    /// A file by its name in the folder of the models.
    package struct OutputFile: Sendable {
        package let name: String
        package let bytes: [UInt8]
    }

    /// Models with their manifests first, then what refers to them.
    package var files: [OutputFile] {
        var files: [OutputFile] = []
        func add(_ name: String, _ json: JSON) { files.append(OutputFile(name: name, bytes: json.bytes + [0x0A])) }
        for member in members {
            files.append(OutputFile(name: member.name.fileName, bytes: member.bytes))
            add(ModelManifest.path(of: member.name.fileName), member.manifest.json)
        }
        for member in quantised {
            files.append(OutputFile(name: member.fileName, bytes: member.bytes))
            add(ModelManifest.path(of: member.fileName), member.manifest.json)
        }
        for place in members.indices { add("\(members[place].name.stem).training.json", report(of: place)) }
        add("ensemble.training.json", report)
        if !quantised.isEmpty { add("quantization_plan.json", .array(quantised.map(\.json))) }
        add("ensemble.json", ensembleDescription)
        add("ensemble_weights.json", weightsJSON)
        return files
    }

    /// The seed's file: a weight for each member by its name.
    private var weightsJSON: JSON {
        .object(zip(members, weights).map { JSON.Member($0.name.stem, .double($1)) })
    }

    /// What one needs to use the members together.
    private var ensembleDescription: JSON {
        let list: [JSON] = members.indices.map { place in
            let member = members[place]
            var json: JSON = [
                "member": .string(member.name.stem), "file": .string(member.name.fileName),
                "sha256": .string(member.file.digest), "weight": .double(weights[place]),
                "calibration": fit?.calibrations[place].json ?? .null,
            ]
            if member.name.takesStandardised { json = json.setting("standardisation", to: member.scale.json) }
            if let window = member.name.window(options) { json = json.setting("window", to: .int(Int64(window))) }
            return json
        }
        return [
            "classes": .array(set.classes.map { .int(Int64($0)) }), "features": .strings(set.names),
            "partial": .bool(isPartial), "members": .array(list),
        ]
    }

    private func report(of place: Int) -> JSON {
        let member = members[place]
        let parts: [JSON] = judgements(of: place).map { fold, judgement in
            let part = folds.folds[fold]
            return Self.counts(part).setting("fold", to: .int(Int64(fold + 1)))
                .setting("measures", to: judgement.json)
        }
        return [
            "member": .string(member.name.stem), "file": .string(member.name.fileName),
            "classes": .array(set.classes.map { .int(Int64($0)) }), "weight": .double(weights[place]),
            "partial": .bool(isPartial), "fit": Self.counts(folds.whole), "best_round": .int(Int64(member.best)),
            "curve": .array(
                member.curve.map { ["training": .double($0.training), "validation": .double($0.validation)] }
            ),
            "folds": .array(parts), "out_of_fold": raw.isEmpty ? .null : raw[place].json,
            "calibrated": calibrated.isEmpty ? .null : calibrated[place].json,
            "holdout": holdout?.members[place].json ?? .null,
        ]
    }

    private static func counts(_ part: TimeFolds.Part) -> JSON {
        [
            "training_rows": .int(Int64(part.training.count)), "validation_rows": .int(Int64(part.validation.count)),
            "test_rows": .int(Int64(part.test.count)), "purged_rows": .int(Int64(part.purged)),
            "embargoed_rows": .int(Int64(part.embargoed)),
        ]
    }

    /// All members and the ensemble beside each other, as `mayak train --json` prints it.
    package var report: JSON {
        let list: [JSON] = members.indices.map { place in
            [
                "member": .string(members[place].name.stem), "weight": .double(weights[place]),
                "best_round": .int(Int64(members[place].best)),
                "out_of_fold": raw.isEmpty ? .null : raw[place].summary,
                "calibrated": calibrated.isEmpty ? .null : calibrated[place].summary,
                "holdout": holdout?.members[place].summary ?? .null,
                "worse_than_baseline": isWorse(place).map { .bool($0) } ?? .null,
            ]
        }
        return [
            "rows": .int(Int64(set.count)), "features": .int(Int64(set.featureCount)),
            "instruments": .int(Int64(set.instrumentCount)),
            "classes": .array(set.classes.map { .int(Int64($0)) }), "seed": .int(Int64(options.seed)),
            "embargo": .string("\(options.embargo)"), "partial": .bool(isPartial),
            "folds": .array(folds.folds.map(Self.counts)), "members": .array(list), "ensemble": ensemble?.json ?? .null,
            "holdout": holdout?.ensemble.json ?? .null,
        ]
    }
}
