//! What a file inherits from files in the folders above it.

use crate::bed::Bed;

#[test]
fn a_module_of_maven_takes_versions_from_the_file_of_its_parent() {
    let bed = Bed::new();
    let log = "<dependency><groupId>org.example</groupId><artifactId>log</artifactId>";
    bed.file(
        "shop/pom.xml",
        format!(
            "<project><groupId>k</groupId><artifactId>top</artifactId><version>1</version>\
             <dependencyManagement><dependencies>{log}<version>2.14.1</version></dependency>\
             </dependencies></dependencyManagement></project>"
        ),
    );
    let module = "<parent><groupId>k</groupId><artifactId>top</artifactId><version>1</version>";
    bed.file(
        "shop/front/pom.xml",
        format!(
            "<project>{module}</parent><artifactId>front</artifactId>\
             <dependencies>{log}</dependency></dependencies></project>"
        ),
    );
    for place in ["shop", "shop/front", "shop/front/pom.xml"] {
        let bill = bed.run(&format!("sbom {place}")).out;
        assert!(bill.contains("pkg:maven/org.example/log@2.14.1"), "{place}: {bill}");
    }
}

#[test]
fn a_project_of_msbuild_takes_versions_from_the_folder_of_its_solution() {
    let bed = Bed::new();
    bed.file(
        "shop/Directory.Packages.props",
        r#"<Project><ItemGroup><PackageVersion Include="Rope" Version="1.2.0"/></ItemGroup></Project>"#,
    );
    bed.file(
        "shop/src/App/App.csproj",
        r#"<Project><ItemGroup><PackageReference Include="Rope"/></ItemGroup></Project>"#,
    );
    for place in ["shop", "shop/src/App", "shop/src/App/App.csproj"] {
        let bill = bed.run(&format!("sbom {place}")).out;
        assert!(bill.contains("pkg:nuget/Rope@1.2.0"), "{place}: {bill}");
    }
}

#[test]
fn a_lock_file_that_broke_on_its_way_is_never_clean() {
    let bed = Bed::with_data();
    for name in ["Cargo.lock", "yarn.lock", "go.mod", "uv.lock", "gradle.lockfile"] {
        bed.file(&format!("broken/{name}"), "");
        let ran = bed.run(&format!("check broken/{name} --db oss.db"));
        assert_eq!(ran.code, 2, "{name}: {}{}", ran.out, ran.err);
    }
    let archive = r#"{"lockfileVersion": 3, "packages": {"": {}, "node_modules/rope":
        {"version": "1.0.0", "resolved": "file:vendor/rope-1.0.0.tgz", "license": "GPL-3.0-only"}}}"#;
    bed.file("closed/package-lock.json", archive);
    let ran = bed.run("licence closed");
    assert!(ran.out.contains("GPL-3.0-only"), "{}", ran.out);
}
