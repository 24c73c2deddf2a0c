import Learning
import Platform
import Testing

/// Files that are no model, a foreign one, or a broken one.
@Suite("Refused models")
struct ModelRefusalTests {
    private func refusal(_ bytes: [UInt8]) -> ModelError? {
        do {
            _ = try ModelFile(bytes, named: "m")
            return nil
        } catch {
            return error as? ModelError
        }
    }

    private func changed(_ name: String, _ old: String, _ new: String) throws -> [UInt8] {
        let text = String(decoding: try Fixture.bytes(name), as: UTF8.self)
        try #require(text.contains(old), "\(name) has no \(old)")
        return Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
    }

    @Test(
        "foreign formats are named, with what to convert them to",
        arguments: [
            (
                Array("\u{1c}\0\0\0TFL3rest".utf8),
                "is TensorFlow Lite, which is not read; convert the original network to ONNX"
            ),
            (
                Array("binf....".utf8),
                "is XGBoost's old binary, which is not read; load it in XGBoost and save it as .json"
            ),
            (Array("tree\nversion=v3\n".utf8), "is LightGBM's text"), ([0x80, 4, 0x95], "is Python's pickle"),
            ([], "is empty"), (Array("hello".utf8), "is of no known format; allowed: XGBoost's JSON and UBJ"),
        ]
    )
    func foreign(_ bytes: [UInt8], _ words: String) {
        #expect(refusal(bytes)?.detail.contains(words) == true)
    }

    @Test(
        "what is not read of XGBoost is named, with what is",
        arguments: [
            (
                #""name":"gbtree""#, #""name":"dart""#, ModelError.Kind.unsupported,
                "the booster 'dart' is not read; allowed: gbtree"
            ),
            (
                "binary:logistic", "survival:aft", .unsupported,
                "the objective 'survival:aft' is not read; allowed: binary:hinge"
            ),
            (
                #""num_class":"0","num_feature":"4""#, #""num_class":"0","num_feature":"3""#, .broken,
                "names 4 of 3 features"
            ),
            (
                #""num_class":"0","num_feature":"4""#, #""num_class":"0","num_feature":"99999999999""#, .broken,
                "99999999999 features; allowed: 1 to 1000000"
            ),
            (#""base_score":""#, #""base_score":"x"#, .broken, "base_score"),
            (#""tree_info":[0"#, #""tree_info":[1"#, .broken, "tree_info does not name one of 1 outputs for each tree"),
            (#""left_children":[1"#, #""left_children":[0"#, .broken, "a tree's children lie outside it or are shared"),
            (#""left_children":[1"#, #""left_children":[2"#, .broken, "a tree's children lie outside it or are shared"),
            (
                #""left_children":[1"#, #""left_children":[77"#, .broken,
                "a tree's children lie outside it or are shared"
            ),
            (
                #""left_children":[1"#, #""left_children":["1""#, .broken,
                "left_children has an item that is no whole number"
            ),
            (#""size_leaf_vector":"1""#, #""size_leaf_vector":"3""#, .unsupported, "leaves of several outputs"),
            (#"{"learner""#, #"{"teacher""#, .unknownFormat, "has no 'learner'"),
        ]
    )
    func trees(_ old: String, _ new: String, _ kind: ModelError.Kind, _ words: String) throws {
        let error = try #require(refusal(try changed("binary.json", old, new)))
        #expect(error.kind == kind)
        #expect(error.detail.contains(words), "\(error)")
        #expect(error.detail.hasPrefix("m: "))
    }

    @Test(
        "what is wrong with a libsvm file is named",
        arguments: [
            ("svm_type c_svc", "svm_type x_svc", "svm_type: 'x_svc' is not read; allowed: c_svc, nu_svc, one_class"),
            (
                "kernel_type rbf", "kernel_type precomputed",
                "'precomputed' is not read; allowed: linear, polynomial, rbf"
            ),
            ("nr_class 2", "nr_class 3", "rho: 3 finite numbers are needed"),
            ("gamma 0.4", "gamma nan", "gamma: 1 finite numbers"),
            ("nr_class 2", "nr_class 999999999", "nr_class: '999999999' is not a whole number from 2 to 1000"),
            ("label 1 -1", "label 1 1", "label: two classes have one label"),
            ("\nSV\n", "\nSW\n", "line 14: '1' stands twice"),
            ("\nSV\n", "\nSV\n1\n", "more vectors than total_sv says"),
            (" 1:", " 0:", "line 13: '0:"), (" 1:", " 99999999999:", "line 13: '99999999999:"),
            (" 1:", " 15999999:", "is not place:value with rising places"),
        ]
    )
    func vectors(_ old: String, _ new: String, _ words: String) throws {
        let error = try #require(refusal(try changed("radial.svm", old, new)))
        #expect(error.detail.contains(words), "\(error)")
    }

    @Test(
        "what is not read of ONNX is named, with what is",
        arguments: [
            (
                "Relu", "Relx", ModelError.Kind.unsupported,
                "the operator 'Relx' is not read; allowed: Abs, Add, Batch"
            ),
            ("Gemm", "Tanh", .broken, "shapes [1, 4] and [6, 3] do not multiply"),
        ]
    )
    func graphs(_ old: String, _ new: String, _ kind: ModelError.Kind, _ words: String) throws {
        let bytes = try Fixture.bytes("mlp.onnx")
        let place = try #require(bytes.firstRange(of: Array(old.utf8)))
        var changed = bytes
        changed.replaceSubrange(place, with: new.utf8)
        let error = try #require(refusal(changed))
        #expect(error.kind == kind)
        #expect(error.detail.contains(words), "\(error)")
    }

    @Test("an old operator set is refused with the ones that are read")
    func operatorSets() throws {
        var bytes = try Fixture.bytes("mlp.onnx")
        // The last field: opset_import { version: 11 }.
        let place = try #require(bytes.lastIndex(of: 11))
        bytes[place] = 9
        #expect(refusal(bytes)?.detail == "m: operator set 9 is not read; allowed: 11 to 26")
    }

    @Test("a sparse file that would become a huge dense one is refused before memory is taken")
    func wide() throws {
        let text =
            "svm_type c_svc\nkernel_type linear\nnr_class 2\ntotal_sv 2\nrho 0\nlabel 1 -1\nnr_sv 1 1\nSV\n1 1:1\n-1 9000000:1\n"
        #expect(refusal(Array(text.utf8))?.kind == .tooLarge)
    }

    @Test("a file cut at any byte is refused")
    func cut() throws {
        for name in ["classes.ubj", "radial.svm"] {
            let bytes = try Fixture.bytes(name)
            for length in stride(from: 0, to: bytes.count - 2, by: 37) {
                #expect(refusal(Array(bytes[..<length])) != nil, "\(name) \(length)")
            }
        }
    }

    @Test("a manifest that does not fit refuses the file")
    func manifest() throws {
        let file = try Fixture.model("binary.json")
        let rows = [[0.1, .nan, 1, 2]]
        let answer = try file.model.predict(rows)
        let good = ModelManifest(of: file, golden: [.init(rows: rows, answer: answer)])
        try ModelManifest(good.json.bytes).check(file)
        let other = try Fixture.model("classes.ubj")
        #expect { try good.check(other) } throws: { "\($0)".contains("is not the file of its manifest") }
        let wrong = ModelManifest(of: file, golden: [.init(rows: rows, answer: [answer[0] + 0.001])])
        #expect { try wrong.check(file) } throws: { "\($0)".contains("to golden vector 0, not") }
        let short = ModelManifest(of: file, golden: [.init(rows: [[1]], answer: answer)])
        #expect { try short.check(file) } throws: { "\($0)".contains("another number of features") }
    }
}
