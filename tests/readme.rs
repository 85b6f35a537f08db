//! What the README shows is what platc does.

use crate::support::case;
use platc::problems::{Format, render};

#[test]
fn the_spec_becomes_the_terraform_that_is_shown() {
    let outcome = case::compile(&format!("#: environment prod\n{}", block("hcl", 0)));
    let files = outcome.roots.iter().flat_map(|root| &root.files);
    let file = files.into_iter().find(|file| file.name == "stripe.tf.json");
    assert_eq!(file.unwrap().text, block("json", 0));
}

#[test]
fn the_mistake_is_printed_as_shown() {
    let broken = block("hcl", 0).replace("events.consume", "events.consumes");
    let outcome = case::compile(&broken);
    let printed = render(&outcome.problems, &outcome.sources, Format::Plain);
    assert_eq!(printed.trim(), block("text", 0).trim());
}

#[test]
fn the_loss_is_told_as_shown() {
    let spec = format!("#: environment prod\n{}", block("hcl", 0));
    let lock = case::compile(&spec).lock.new.text();
    let renamed = block("hcl", 0)
        .replace("queue.events", "queue.messages")
        .replace("queue \"events\"", "queue \"messages\"");
    // What says what is asked for stands in no spec, and would move its lines.
    let text = format!("{renamed}#### plat.lock\n{lock}#### asked\n#: environment prod\n");
    let outcome = case::compile(&text);
    let printed = render(&outcome.problems, &outcome.sources, Format::Plain);
    assert_eq!(printed.trim(), block("text", 1).trim());
}

#[test]
fn the_module_compiles() {
    let spec = "service \"shop\" {\n  bell \"alarm\" {}\n  container \"api\" {\n    image  = \"x\"\n    tag    = \"1\"\n    access = [bell.alarm.ring]\n  }\n}\n";
    let platform =
        "platform \"acme\" {\n  modules = [\"./modules\"]\n  environment \"dev\" {}\n}\n";
    let (module, target) = (block("hcl", 1), block("hcl", 2));
    let text = format!(
        "{spec}#### platform.plat\n{platform}#### modules/bell/1.0.0/module.plat\n{module}#### modules/bell/1.0.0/aws.plat\n{target}"
    );
    assert_eq!(case::codes(&text), [""; 0]);
    let outcome = case::compile(&text);
    let files = outcome.roots.iter().flat_map(|root| &root.files);
    let files: String = files.map(|file| file.text.as_str()).collect();
    assert!(files.contains("ALARM_ARN"), "{files}");
}

#[test]
fn the_composite_compiles() {
    let inputs = [
        ("image", "string"),
        ("tag", "string"),
        ("size", "string"),
        ("access", "list(grant)"),
    ];
    let inputs = inputs.map(|(name, ty)| {
        format!("  input \"{name}\" {{\n    type        = {ty}\n    description = \"It.\"\n  }}\n")
    });
    let module = format!(
        "module \"site\" {{\n  version     = \"1.0.0\"\n  description = \"A site.\"\n{}  output \"url\" {{\n    type        = string\n    description = \"It.\"\n  }}\n  grant \"report\" {{ description = \"It.\" }}\n}}\n",
        inputs.concat()
    );
    let spec = "service \"shop\" {\n  site \"shop\" {\n    image  = \"x\"\n    tag    = \"1\"\n    size   = \"small\"\n    access = [queue.events.publish]\n  }\n  queue \"events\" {}\n  job \"report\" {\n    image  = \"x\"\n    tag    = \"1\"\n    access = [site.shop.report]\n  }\n  output \"url\" { value = site.shop.url }\n}\n";
    let platform =
        "platform \"acme\" {\n  modules = [\"./modules\"]\n  environment \"dev\" {}\n}\n";
    let text = format!(
        "{spec}#### platform.plat\n{platform}#### modules/site/1.0.0/module.plat\n{module}#### modules/site/1.0.0/compose.plat\n{}",
        block("hcl", 3)
    );
    for target in ["aws", "azure"] {
        let text = format!("#: target {target}\n{text}");
        assert_eq!(case::codes(&text), [""; 0], "{target}");
    }
}

/// A block of the README in a language, counted from 0.
fn block(language: &str, at: usize) -> String {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let fence = format!("```{language}\n");
    let block = readme.split(&fence).nth(at + 1).unwrap();
    block.split("```").next().unwrap().to_owned()
}
