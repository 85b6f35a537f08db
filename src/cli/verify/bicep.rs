//! A root module in Bicep, judged by its compiler and linter.

use super::tool::{failed, run};
use crate::cli::disk::Disk;
use crate::cli::error::Error;
use crate::cli::place::unwritable;
use platc::finding::{Finding, Tool, bicep};
use std::path::Path;

const BUILD: [&str; 3] = ["build", "main.bicep", "--stdout"];

/// What Bicep finds. It writes nothing, and stays in the folder, where it finds the settings of its
/// linter.
pub(super) fn findings(folder: &str, disk: &Disk) -> Result<Vec<Finding>, Error> {
    let real = Disk::real(folder).map_err(|error| unwritable(folder, error, disk))?;
    let path = Path::new("/").join(&real);
    let build = run(Tool::Bicep, &BUILD, &path)?;
    let findings = bicep::findings(&build.complaints, &path.to_string_lossy());
    if findings.is_empty() && !build.went_well {
        return Err(failed(Tool::Bicep, &BUILD, &build.complaints));
    }
    Ok(findings)
}
