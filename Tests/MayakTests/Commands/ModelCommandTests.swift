import Platform
import TestKit
import Testing

@Suite("mayak model", .timeLimit(.minutes(5)))
struct ModelCommandTests {
    let directory: TemporaryFolder
    let model: String

    /// One support vector: margin 2·x + 3·y − 1 for the label 1.
    private static let text = """
        svm_type c_svc
        kernel_type linear
        nr_class 2
        total_sv 2
        rho -1
        label 0 1
        nr_sv 1 1
        SV
        -1 1:2 2:3
        1

        """

    init() throws {
        directory = try TemporaryFolder()
        model = try directory.file("model", Self.text)
    }

    @Test("inspects, predicts and verifies")
    func works() async throws {
        let inspect = try await MayakProcess.run(["model", "inspect", model])
        #expect(inspect.status == 0, "\(inspect.errors)")
        let json = try JSON.parse(inspect.text)
        #expect(json["format"]?.string == "libsvm" && json["vectors"]?.int == 2)
        #expect(json["outputs"]?.text == #"["margin"]"#)

        let input = try directory.file("rows.csv", "a,b\n1,1\n,2\n")
        let output = try directory.file("out.csv")
        let predict = try await MayakProcess.run(["model", "predict", model, "--input", input, "--output", output])
        #expect(predict.status == 0, "\(predict.errors)")
        #expect(try FileBytes.readText(output, limit: 100) == "margin\n4.0\n5.0\n")

        let verify = try await MayakProcess.run(["model", "verify", model])
        #expect(verify.status == 0, "\(verify.errors)")
        #expect(verify.text.contains("libsvm, sha256 ") && verify.text.contains("; no manifest beside it"))
    }

    @Test("a manifest of another file refuses it, in every command")
    func manifest() async throws {
        _ = try directory.file(
            "model.manifest.json",
            #"{"sha256":"00","features_sha256":"00","golden":[]}"#
        )
        for words in [["verify"], ["inspect"], ["predict", "--input", model, "--output", "/dev/null"]] {
            let run = try await MayakProcess.run(["model", words[0], model] + words.dropFirst())
            #expect(run.status == 65)
            #expect(run.errors.contains("model: is not the file of its manifest"), "\(run.errors)")
        }
    }

    @Test("wrong words end with 64, wrong files with 65")
    func failures() async throws {
        let lite = try directory.file("net.tflite", "\u{1c}\u{0}\u{0}\u{0}TFL3")
        let rows = try directory.file("rows.csv", "a,b\n1,x\n")
        let output = try directory.file("out.csv")
        let cases: [([String], Int32, String)] = [
            (["inspect"], 64, "MODEL is missing"),
            (["predict", model, "--input", rows], 64, "--output FILE is required"),
            (["verify", "/nowhere"], 65, "/nowhere: cannot be opened"),
            (["inspect", lite], 65, "is TensorFlow Lite, which is not read; convert the original network to ONNX"),
            (["predict", model, "--input", rows, "--output", output], 65, "rows.csv:2: b: 'x' is not a number"),
        ]
        for (words, status, message) in cases {
            let run = try await MayakProcess.run(["model"] + words)
            #expect(run.status == status, "\(words)")
            #expect(run.errors.contains(message), "\(run.errors)")
        }
    }
}
