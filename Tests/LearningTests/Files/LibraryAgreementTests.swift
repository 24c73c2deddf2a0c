import Learning
import Platform
import Testing

/// Models as their libraries saved them, beside those libraries' own predictions.
@Suite("Agreement with XGBoost, libsvm and onnxruntime")
struct LibraryAgreementTests {
    @Test(
        "answers are the library's",
        arguments: [
            ("binary.json", 1e-7), ("classes.ubj", 2e-7), ("radial.svm", 1e-12), ("polynomial.svm", 1e-10),
            ("sigmoid.svm", 1e-12), ("linear.svm", 1e-12),
        ]
    )
    func answers(_ model: String, _ tolerance: Double) throws {
        #expect(try Fixture.distance(model) <= tolerance)
    }

    @Test(
        "networks answer as onnxruntime, sequence by sequence",
        arguments: [("mlp.onnx", "complete.csv"), ("lstm.onnx", "sequences.csv"), ("both.onnx", "sequences.csv")]
    )
    func networks(_ model: String, _ rows: String) throws {
        #expect(try Fixture.distance(model, rows: rows) <= 1e-6)
    }

    @Test(
        "our own networks answer event by event what numpy gives for all events at once",
        arguments: ["stacked.safetensors", "window.safetensors"]
    )
    func ownNetworks(_ model: String) throws {
        #expect(try Fixture.distance(model, rows: "sequences.csv") <= 1e-5)
    }

    @Test("a network takes no missing values, and a sequence needs its column")
    func networkRows() throws {
        let network = try Fixture.model("lstm.onnx").model
        #expect(network.isSequence && network.outputs == .margin && network.inputs == .counted(4))
        #expect {
            try PredictionTable(network, Array("sequence,a,b,c,d\n1,1,2,3,4\n1,1,,3,4\n".utf8), named: "r.csv")
        } throws: {
            "\($0)" == "r.csv:3: b: '' is not a number; this model takes no missing values"
        }
        #expect {
            try PredictionTable(network, Array("a,b,c,d\n1,2,3,4\n".utf8), named: "r.csv")
        } throws: {
            "\($0)" == "r.csv:1: has no column 'sequence', only: a, b, c, d"
        }
    }

    @Test("what a file holds is said")
    func facts() throws {
        let trees = try Fixture.model("binary.json")
        #expect(trees.format == .xgboostJSON)
        #expect(trees.model.inputs == .named(["spread", "imbalance", "depth", "flow"]))
        #expect(trees.model.outputs == .margin)
        #expect(trees.json["objective"]?.string == "binary:logistic")
        let classes = try Fixture.model("classes.ubj")
        #expect(classes.format == .xgboostUBJ && classes.model.inputs == .counted(4))
        #expect(classes.json["trees"]?.int == 9)
        let vectors = try Fixture.model("polynomial.svm")
        #expect(vectors.format == .libsvm && vectors.model.outputs == .classes(["-1", "0", "1"]))
        #expect(vectors.json["kernel"]?.string == "polynomial")
    }

    @Test("named features are found whatever their order, numbered ones by name or place; others are refused")
    func features() throws {
        let named = try Fixture.model("binary.json").model
        #expect {
            try PredictionTable(named, Array("imbalance,flow,spread\n1,2,3\n".utf8), named: "r.csv")
        } throws: {
            "\($0)" == "r.csv:1: has no column 'depth', only: imbalance, flow, spread"
        }
        let numbered = try Fixture.model("classes.ubj").model
        let inOrder = try PredictionTable(numbered, Array("a,b,c,d\n1,,3,4\n".utf8), named: "r.csv")
        let byName = try PredictionTable(numbered, Array("f3,f2,f1,f0,x\n4,3,,1,9\n".utf8), named: "r.csv")
        #expect(inOrder.text == byName.text)
        #expect {
            try PredictionTable(numbered, Array("a,b\n1,2\n".utf8), named: "r.csv")
        } throws: {
            "\($0)" == "r.csv:1: the model has 4 features without names, the table 2 columns"
        }
        #expect {
            try PredictionTable(numbered, Array("a,b,c,d\n1,2,3,x\n".utf8), named: "r.csv")
        } throws: {
            "\($0)" == "r.csv:2: d: 'x' is not a number"
        }
    }
}
