// swift-tools-version: 6.3
import PackageDescription

/// The compiler, turned up and left up, in every room of the house.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let argumentParser = Target.Dependency.product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")

let package = Package(
    name: "latchkey",
    products: [
        .executable(name: "latchkey", targets: ["Latchkey"]),
        .executable(name: "latchkey-sandbox", targets: ["Sandbox"]),
        .executable(name: "latchkey-fuzz", targets: ["Fuzzer"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        // Parts of Hummingbird's own face.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: [
        // The doorways: one module map and one shim a C library.
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .systemLibrary(name: "CGPGME", pkgConfig: "gpgme", providers: [.apt(["libgpgme-dev"])]),
        .systemLibrary(name: "CLinux"),

        // The pages of the static site, inside the program.
        .target(name: "CPages"),

        // The rooms, in the order data flows.
        .target(name: "Documents", dependencies: ["CYAML", "CLinux"], swiftSettings: house),
        .target(name: "Pipeline", dependencies: ["Documents"], swiftSettings: house),
        .target(
            name: "Vault",
            dependencies: ["Documents", "CGPGME", "CLinux", crypto],
            swiftSettings: house
        ),
        .target(name: "Transport", dependencies: ["CCurl"], swiftSettings: house),
        .target(name: "Loopback", swiftSettings: house),
        .target(
            name: "Engine",
            dependencies: ["Documents", "Pipeline", "Vault", "Transport", crypto],
            swiftSettings: house
        ),
        .target(name: "JOSE", dependencies: ["Documents", crypto], swiftSettings: house),
        .target(
            name: "Inbox",
            dependencies: ["Documents", "JOSE", "Pipeline", "Vault", "Engine", crypto],
            swiftSettings: house
        ),
        .target(
            name: "Repository",
            dependencies: ["Documents", subprocess],
            swiftSettings: house
        ),
        .target(
            name: "Hostile",
            dependencies: [
                "Documents", "Pipeline", "Vault", "Transport", "Loopback", "Engine", crypto,
            ],
            swiftSettings: house
        ),
        .target(name: "Snapshot", dependencies: ["Documents", "Engine"], swiftSettings: house),
        .target(
            name: "Site",
            dependencies: [
                "Documents", "Pipeline", "Transport", "Engine", "CPages", crypto,
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            exclude: ["Pages"],
            swiftSettings: house
        ),
        .executableTarget(
            name: "Latchkey",
            dependencies: [
                "Documents", "Pipeline", "Vault", "Transport", "Engine", "Snapshot", "Repository",
                "Hostile", "Site", "JOSE", "Inbox",
                argumentParser,
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            swiftSettings: house
        ),
        .executableTarget(
            name: "Sandbox",
            dependencies: [
                "Documents", argumentParser, crypto,
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: house
        ),

        // What the tests share, and the tests, a target a room.
        .target(
            name: "LatchkeyTestSupport",
            dependencies: ["Documents", "JOSE", "Vault", "Transport", "Loopback", crypto],
            path: "Tests/LatchkeyTestSupport",
            swiftSettings: house
        ),
        .target(
            name: "Fuzzing",
            dependencies: [
                "Documents", "Pipeline", "Vault", "Transport", "Loopback", "Engine", "Snapshot",
                "JOSE", "Inbox", "LatchkeyTestSupport",
            ],
            path: "Tests/Fuzzing",
            swiftSettings: house
        ),
        .executableTarget(
            name: "Fuzzer",
            dependencies: ["Fuzzing", argumentParser],
            path: "Tests/Fuzzer",
            swiftSettings: house
        ),
        .testTarget(name: "FuzzTests", dependencies: ["Fuzzing"], swiftSettings: house),
        .target(
            name: "Simulation",
            dependencies: [
                "Documents", "Pipeline", "Vault", "Transport", "Engine", "Snapshot",
                "LatchkeyTestSupport",
            ],
            path: "Tests/Simulation",
            swiftSettings: house
        ),
        .executableTarget(
            name: "latchkey-simulate",
            dependencies: ["Simulation"],
            path: "Tests/Simulate",
            swiftSettings: house
        ),
        .executableTarget(
            name: "latchkey-bench",
            dependencies: [
                "Documents", "Vault", "Transport", "CGPGME", "CCurl", argumentParser,
            ],
            path: "Tests/Bench",
            exclude: ["Peers", "Pipelines"],
            swiftSettings: house
        ),
        .testTarget(name: "SimulationTests", dependencies: ["Simulation"], swiftSettings: house),
        .testTarget(
            name: "DocumentsTests",
            dependencies: ["Documents", "LatchkeyTestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "PipelineTests",
            dependencies: ["Pipeline", "Documents", "LatchkeyTestSupport"],
            exclude: ["Fixtures"],
            swiftSettings: house
        ),
        .testTarget(
            name: "VaultTests",
            dependencies: ["Vault", "Documents", "LatchkeyTestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "TransportTests",
            dependencies: ["Transport", "Loopback", "LatchkeyTestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "EngineTests",
            dependencies: [
                "Engine", "Documents", "Pipeline", "Vault", "Transport", "Loopback",
                "LatchkeyTestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "JOSETests",
            dependencies: ["JOSE", "Documents", "LatchkeyTestSupport", crypto],
            swiftSettings: house
        ),
        .testTarget(
            name: "InboxTests",
            dependencies: [
                "Inbox", "JOSE", "Engine", "Documents", "Pipeline", "Vault", "LatchkeyTestSupport",
                crypto,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "HostileTests",
            dependencies: [
                "Hostile", "Engine", "Documents", "Pipeline", "Vault", "Transport", "Loopback",
                "LatchkeyTestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "SnapshotTests",
            dependencies: [
                "Snapshot", "Engine", "Documents", "Pipeline", "Vault", "Transport",
                "LatchkeyTestSupport",
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "SiteTests",
            dependencies: [
                "Site", "Documents", "Pipeline", "Transport", "Engine", "LatchkeyTestSupport",
                .product(name: "FlyingFox", package: "FlyingFox"),
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "RepositoryTests",
            dependencies: ["Repository", "Documents", "LatchkeyTestSupport"],
            swiftSettings: house
        ),
        .testTarget(
            name: "SandboxTests",
            dependencies: [
                "Sandbox", "Documents",
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                argumentParser,
            ],
            swiftSettings: house
        ),
        .testTarget(
            name: "LatchkeyTests",
            dependencies: [
                "Latchkey", "Sandbox", "LatchkeyTestSupport", "Documents", "Transport", "Loopback",
                "JOSE", "Vault", subprocess,
            ],
            exclude: ["Transcripts"],
            swiftSettings: house
        ),
    ]
)
