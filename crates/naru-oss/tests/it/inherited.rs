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
