//! Overrides: attributes of emitted resources that a spec sets, applied last.

use super::error::Error;
use super::planner::Planner;
use super::stack::Resource;
use crate::check::Override;
use crate::names::ComponentName;
use crate::problems::Reported;
use crate::source::Span;
use crate::term::address::{Address, Key, Mode, Owner};

impl<'d> Planner<'d> {
    pub(super) fn apply_overrides(&mut self, resources: &mut [Resource]) -> Result<(), Reported> {
        let mut result = Ok(());
        let at = self.setup.service.service.name_span;
        for (name, component) in &self.setup.service.components {
            if !self.is_present(name, at)? {
                continue;
            }
            for written in &component.overrides {
                result = result.and(self.apply(name, written, resources));
            }
        }
        result
    }

    fn apply(
        &mut self,
        component: &ComponentName,
        written: &'d Override<'d>,
        resources: &mut [Resource],
    ) -> Result<(), Reported> {
        self.may_override(component, written.at)?;
        let own = Owner::Component(component.clone());
        let mut known = Vec::new();
        let mut found = None;
        for resource in resources
            .iter_mut()
            .filter(|resource| resource.address.owner == own)
        {
            let name = in_module(&resource.address);
            if name == written.resource {
                found = Some(resource);
                break;
            }
            known.push(name);
        }
        let Some(resource) = found else {
            let known: Vec<_> = known.iter().map(String::as_str).collect();
            let error = Error::unknown_override(component, written.resource, written.at, &known);
            return Err(self.report(error));
        };
        self.set_all(component, written, resource)
    }

    /// The rules of the platform hold for a module, and for what is made of it.
    fn may_override(&mut self, component: &ComponentName, at: Span) -> Result<(), Reported> {
        let Some(component) = self.component(component) else {
            return Ok(());
        };
        if let Some(outer) = &component.outer {
            self.may_override(outer, at)?;
        }
        let module = &component.interface().name;
        let forbidden = &self.setup.platform.forbid_override;
        let rule = forbidden.iter().find(|word| word.text == module.0.as_str());
        match rule {
            None => Ok(()),
            Some(rule) => Err(self.report(Error::ForbiddenOverride {
                module: module.clone(),
                at,
                forbidden: rule.span,
            })),
        }
    }
}

/// A resource as its module names it: `aws_db_instance.main`, `aws_x.main["a"]`.
fn in_module(address: &Address) -> String {
    let mode = match address.mode {
        Mode::Managed => "",
        Mode::Data => "data.",
        Mode::Ephemeral => "ephemeral.",
    };
    let kind = address.kind.split('@').next().unwrap_or_default();
    let key = match &address.key {
        None => String::new(),
        Some(Key::Index(index)) => format!("[{index}]"),
        Some(Key::Text(text)) => format!("[\"{text}\"]"),
    };
    format!("{mode}{kind}.{}{key}", address.name)
}
