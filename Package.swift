// swift-tools-version: 6.2
import PackageDescription

// One place for the compiler settings of every target; `docs/decisions/0002-strict-compiler-settings.md` says why.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]
/// Debug builds of what a test calls thousands of times are optimised too (`docs/decisions/0012-optimised-debug-builds.md`).
let quick = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]
/// For targets that have no business with unsafe pointers: one that slips in does not compile.
let safe = quick + [.strictMemorySafety()]
/// For what an event of the market passes through.
///
/// Debug builds, and with them all tests, check that nobody changes what another is
/// using; in a release build one thread runs here and each check would cost more than what it guards
/// (`docs/decisions/0011-what-an-event-may-cost.md`).
let hot = safe + [.unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))]

func library(_ name: String, pkgConfig: String, apt package: String) -> Target {
    .systemLibrary(
        name: name,
        path: "Sources/CLibraries/\(name)",
        pkgConfig: pkgConfig,
        providers: [.apt([package])]
    )
}

/// A library whose header says what is called of it, and which is loaded only where it is needed
/// (`docs/decisions/0013-libraries-that-train.md`).
func header(_ name: String, apt package: String) -> Target {
    .systemLibrary(name: name, path: "Sources/CLibraries/\(name)", providers: [.apt([package])])
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies + ["TestKit"], resources: resources, swiftSettings: strict)
}

let package = Package(
    name: "mayak",
    targets: [
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        library("CPNG", pkgConfig: "libpng", apt: "libpng-dev"),
        library("CCairo", pkgConfig: "cairo", apt: "libcairo2-dev"),
        library("CMicroHTTPD", pkgConfig: "libmicrohttpd", apt: "libmicrohttpd-dev"),
        library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
        library("CZLib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        header("CXGBoost", apt: "libxgboost-dev"),
        header("CSVM", apt: "libsvm-dev"),
        .target(name: "CShims", dependencies: ["CCurl", "CPNG", "CMicroHTTPD"], path: "Sources/CLibraries/CShims"),
        .target(name: "CAllocations", path: "Sources/CLibraries/CAllocations"),
        .target(name: "CCalendar", path: "Sources/CLibraries/CCalendar"),

        .target(name: "Market", swiftSettings: hot),
        .target(
            name: "Platform",
            dependencies: [
                "Market", "CCurl", "CSQLite", "CPNG", "CCairo", "CMicroHTTPD", "CYAML", "CCrypto",
                "CZLib", "CShims",
            ],
            swiftSettings: quick
        ),
        .target(name: "Store", dependencies: ["Market", "Platform"], swiftSettings: safe),
        .target(name: "Exchange", dependencies: ["Market", "Platform"], swiftSettings: safe),
        .target(name: "Scheduling", dependencies: ["Market", "Platform", "Store"], swiftSettings: safe),
        .target(name: "Analytics", dependencies: ["Market"], swiftSettings: hot),
        .target(
            name: "Learning",
            dependencies: ["Platform", "Analytics", "CXGBoost", "CSVM"],
            swiftSettings: hot
        ),
        .target(
            name: "Execution",
            dependencies: ["Market", "Platform", "Exchange", "Analytics"],
            swiftSettings: hot
        ),
        .target(
            name: "Engine",
            dependencies: ["Market", "Platform", "Store", "Exchange", "Analytics", "Execution"],
            swiftSettings: hot
        ),
        .target(
            name: "Monitor",
            dependencies: ["Market", "Platform", "Store", "Exchange", "Scheduling"],
            swiftSettings: safe
        ),
        .target(
            name: "Trading",
            dependencies: ["Market", "Platform", "Store", "Exchange", "Scheduling", "Analytics", "Execution"],
            swiftSettings: safe
        ),
        .target(name: "Operations", dependencies: ["Market", "Platform", "Store"], swiftSettings: safe),
        .target(name: "Bot", dependencies: ["Market", "Platform", "Store", "Operations"], swiftSettings: safe),
        .target(name: "Web", dependencies: ["Market", "Platform", "Store", "Operations"], swiftSettings: safe),
        .target(name: "Sandbox", dependencies: ["Market", "Platform"], swiftSettings: safe),
        .executableTarget(
            name: "mayak",
            dependencies: [
                "Market", "Platform", "Store", "Exchange", "Scheduling", "Analytics", "Execution", "Monitor", "Trading",
                "Learning", "Engine", "Operations", "Bot", "Web", "Sandbox", "CCalendar",
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "bench",
            dependencies: [
                "Market", "Platform", "Store", "Exchange", "Scheduling", "Analytics", "Execution", "Learning", "Engine",
                "Bot", "CAllocations",
            ],
            path: "Benchmarks",
            swiftSettings: strict
        ),

        .target(
            name: "TestKit",
            dependencies: ["Market", "Platform", "Store"],
            path: "Tests/TestKit",
            swiftSettings: strict
        ),
        tests("MarketTests", ["Market", "Platform"], resources: [.copy("Fixtures")]),
        .executableTarget(
            name: "journal-hammer",
            dependencies: ["Platform"],
            path: "Tests/JournalHammer",
            swiftSettings: strict
        ),
        tests(
            "PlatformTests",
            ["Market", "Platform", "Sandbox", "journal-hammer"],
            resources: [.copy("Fixtures")]
        ),
        .executableTarget(
            name: "store-hammer",
            dependencies: ["Market", "Platform", "Store"],
            path: "Tests/Hammer",
            swiftSettings: strict
        ),
        tests("StoreTests", ["Market", "Platform", "Store", "store-hammer"], resources: [.copy("Fixtures")]),
        tests("ExchangeTests", ["Market", "Platform", "Exchange", "Sandbox"]),
        tests("SchedulingTests", ["Market", "Platform", "Store", "Scheduling"]),
        tests("AnalyticsTests", ["Market", "Analytics"], resources: [.copy("Fixtures")]),
        tests("LearningTests", ["Platform", "Analytics", "Learning"], resources: [.copy("Fixtures")]),
        .executableTarget(
            name: "order-hammer",
            dependencies: ["Market", "Platform", "Execution"],
            path: "Tests/OrderHammer",
            swiftSettings: strict
        ),
        tests("ExecutionTests", ["Market", "Platform", "Exchange", "Execution", "Sandbox", "order-hammer"]),
        tests("EngineTests", ["Market", "Platform", "Store", "Exchange", "Analytics", "Execution", "Engine"]),
        tests("MonitorTests", ["Market", "Platform", "Store", "Exchange", "Scheduling", "Monitor", "Sandbox"]),
        tests(
            "TradingTests",
            ["Market", "Platform", "Store", "Exchange", "Scheduling", "Analytics", "Execution", "Trading", "Sandbox"]
        ),
        tests("OperationsTests", ["Market", "Platform", "Store", "Operations"]),
        tests("BotTests", ["Market", "Platform", "Store", "Operations", "Bot", "Sandbox"]),
        tests("WebTests", ["Market", "Platform", "Store", "Operations", "Web"]),
        tests("SandboxTests", ["Market", "Platform", "Sandbox"]),
        tests(
            "MayakTests",
            [
                "Market", "Platform", "Store", "Exchange", "Scheduling", "Monitor", "Trading", "Learning", "Engine",
                "Operations", "Bot", "Web", "Sandbox", "mayak",
            ]
        ),
        tests("EndToEndTests", ["Market", "Platform", "Store", "Trading", "Bot", "Execution", "Engine", "mayak"]),
    ],
    swiftLanguageModes: [.v6]
)
