//! What the platform says: facts of the target, settings, tags, data sources.

use super::error::Error;
use super::name_error::NameError;
use super::place::{Place, Within};
use super::planner::{Node, Planner};
use super::spec_names::shaped;
use super::stack::{Parameter, Setting};
use super::view::found;
use crate::document;
use crate::document::implementation::ResourceKey;
use crate::document::platform::Target;
use crate::eval::coerce::Wanted;
use crate::eval::{Attention, Found, Step, Subject};
use crate::names::SettingName;
use crate::problems::Reported;
use crate::source::Span;
use crate::suggest::slip_of;
use crate::term::address::{Address, Mode, Owner};
use crate::term::expression::{Environmental, Expression, Reference};
use crate::term::types::Type;
use crate::term::{Kind, Term};
use std::sync::Arc;

/// What is known of each target, and what stands for it where the platform does not say it.
const FACTS: [(&str, &str, Environmental); 7] = [
    ("aws", "account_id", Environmental::AccountId),
    ("aws", "partition", Environmental::Partition),
    ("aws", "region", Environmental::Region),
    ("azure", "location", Environmental::Location),
    ("azure", "resource_group_id", Environmental::ResourceGroupId),
    ("azure", "subscription_id", Environmental::SubscriptionId),
    ("azure", "tenant_id", Environmental::TenantId),
];

impl<'d> Planner<'d> {
    /// What the platform says of the target: for this environment first, then everywhere.
    pub(super) fn targets(&self) -> impl Iterator<Item = &'d Target> + use<'d> {
        let setup = self.setup;
        let here = setup.platform.environments.get(setup.environment);
        let here = here.and_then(|environment| environment.targets.get(setup.target));
        let everywhere = setup.platform.targets.get(setup.target);
        here.into_iter().chain(everywhere)
    }

    /// A fact of the target: the platform's, or what the deployment itself knows.
    pub(super) fn fact(&mut self, name: &str, at: Span) -> Result<Term, Reported> {
        let given = self.targets().find_map(|target| target.facts.get(name));
        if let Some(given) = given {
            return self.evaluate(&given.value, Place::Platform(None));
        }
        let target = self.setup.target.0.as_str();
        let facts = FACTS.iter().filter(|(of, ..)| *of == target);
        let Some((.., environmental)) = facts.clone().find(|(_, fact, _)| *fact == name) else {
            let mut known = vec!["name"];
            known.extend(facts.map(|(_, name, _)| *name));
            return Err(self.unknown_member("target", name, at, &known));
        };
        if *environmental == Environmental::Partition {
            let region = self.value(Node::Fact("region".to_owned()), at)?;
            if let Some(region) = region.as_text() {
                return Ok(Kind::text(partition(region)).at(at));
            }
        }
        Ok(Kind::Deferred(Expression::Environmental(*environmental).into()).at(at))
    }

    /// Warns of settings that no module declares, but for a typo.
    pub(super) fn warn_about_mistyped_settings(&mut self) {
        let given: Vec<_> = self.targets().flat_map(|target| &target.settings).collect();
        let is_given = |name: &SettingName| given.iter().any(|(known, _)| *known == name);
        let declared = &self.setup.settings;
        let absent: Vec<_> = declared
            .iter()
            .filter(|(name, _)| !is_given(name))
            .collect();
        let unread = given
            .iter()
            .filter(|(name, _)| !declared.contains_key(*name));
        for (name, attribute) in unread {
            let names = absent.iter().map(|(known, _)| known.0.as_str());
            let close = slip_of(name.0.as_str(), names);
            let mut known = absent.iter();
            if let Some((known, setting)) = known.find(|(known, _)| Some(known.0.as_str()) == close)
            {
                self.report(NameError::MistypedSetting {
                    name: (*name).clone(),
                    known: (*known).clone(),
                    at: attribute.name.span,
                    declared: setting.name_span,
                });
            }
        }
    }

    /// Whether a setting is left to whoever deploys.
    pub(super) fn is_open(&self, name: &SettingName) -> bool {
        let is_given = self
            .targets()
            .any(|target| target.settings.contains_key(name));
        let setting = self.setup.settings.get(name);
        !is_given && setting.is_some_and(|setting| setting.default.is_none())
    }

    /// What the platform gives for a setting, its default, or else a parameter of the root module.
    pub(super) fn setting(&mut self, name: &SettingName, at: Span) -> Result<Term, Reported> {
        let Some(setting) = self.setup.settings.get(name) else {
            return Err(self.unknown_member("setting", name.0.as_str(), at, &[]));
        };
        let key = name.0.as_str();
        let given = self.targets().find_map(|target| target.settings.get(name));
        let term = match (given, &setting.default) {
            (Some(given), _) => self.evaluate(&given.value, Place::Platform(None))?,
            (None, Some(default)) => self.evaluate(default, Place::Constant)?,
            (None, None) => return self.setting_parameter(name, at),
        };
        if term.is_null() {
            return Ok(term);
        }
        let wanted = Wanted {
            subject: Subject::Setting(key.to_owned()),
            declared: Some(setting.name_span),
        };
        let term = wanted.coerce(&term, &setting.ty);
        let term = term.map_err(|error| self.problems.report(*error))?;
        if term.is_known() {
            let value = term.clone();
            let description = setting.description.as_str().into();
            self.settings
                .insert(key.into(), Setting { description, value });
        }
        Ok(term)
    }

    /// A parameter of the setting's name. One that the spec declares is the same parameter.
    fn setting_parameter(&mut self, name: &SettingName, at: Span) -> Result<Term, Reported> {
        let key: Arc<str> = name.0.symbol().into();
        let setting = self.setup.settings.get(name);
        let ty = setting.map_or(Type::Any, |setting| setting.ty.clone());
        let mut spec = self.setup.service.service.parameters.iter();
        let declared = spec.find(|(known, _)| known.0.symbol() == *key);
        if let Some((known, declared)) = declared {
            if known.0 != name.0 {
                let (name, first) = (key.to_string(), declared.name_span);
                let at = setting.map_or(at, |setting| setting.name_span);
                return Err(self.report(NameError::ParameterTwice { name, at, first }));
            }
            self.agrees_with_spec(name, declared, &ty)?;
            return self.parameter(key, declared, at);
        }
        let parameter = Parameter {
            ty: ty.clone(),
            description: setting.map(|setting| setting.description.as_str().into()),
            default: None,
            sensitive: false,
            ephemeral: false,
            generated: None,
            span: setting.map(|setting| setting.name_span),
        };
        self.parameters.insert(key.clone(), parameter);
        let whole = Kind::Deferred(
            Expression::Parameter {
                name: key,
                ty: ty.clone(),
                nullable: false,
            }
            .into(),
        );
        Ok(shaped(whole.at(at), &ty))
    }

    /// A parameter that the spec declares under a setting's name has the setting's type.
    fn agrees_with_spec(
        &mut self,
        name: &SettingName,
        parameter: &document::Parameter,
        ty: &Type,
    ) -> Result<(), Reported> {
        let Some(setting) = self.setup.settings.get(name) else {
            return Ok(());
        };
        if parameter.ty == *ty {
            return Ok(());
        }
        Err(self.report(Error::ParameterOfSetting {
            name: name.to_string(),
            given: parameter.ty.to_string(),
            wanted: ty.to_string(),
            at: parameter.name_span,
            setting: setting.name_span,
        }))
    }

    /// `data.aws_vpc.main.id` in the platform, `data.network.id` on Azure.
    pub(super) fn platform_data_name(
        &mut self,
        span: Span,
        steps: &[Step<'_>],
    ) -> Result<Option<Found>, Reported> {
        let Some((written, taken, at)) = self.data_words(steps) else {
            return Err(self.report(NameError::RootAlone {
                root: "data".to_owned(),
                at: span,
            }));
        };
        let known = self.targets().flat_map(|target| target.data.iter());
        let known: Vec<_> = known.map(|(key, of)| (data_name(key), of)).collect();
        let Some((_, source)) = known.iter().find(|(name, _)| *name == written) else {
            let names: Vec<_> = known.iter().map(|(name, _)| name.as_str()).collect();
            return Err(self.unknown_member("data", &written, at, &names));
        };
        let address = Arc::new(Address {
            owner: Owner::Platform,
            mode: Mode::Data,
            kind: source.kind.text.as_str().into(),
            name: source.name.clone(),
            key: None,
        });
        if self.attention == Attention::Value {
            self.platform_data.insert(address.clone());
        }
        let reference = Reference {
            address,
            path: Vec::new(),
            ty: Type::Any,
        };
        let expression = Expression::Reference(reference);
        Ok(found(Kind::Deferred(expression.into()).at(span), taken))
    }

    /// The words that name a data source, how many they are, and where they stand.
    fn data_words(&self, steps: &[Step<'_>]) -> Option<(String, usize, Span)> {
        let taken = if self.setup.target.0.as_str() == "azure" {
            1
        } else {
            2
        };
        let words = steps.iter().map_while(|step| match step {
            Step::Name(word) => Some(*word),
            _ => None,
        });
        let words: Vec<_> = words.take(taken).collect();
        let (first, last) = (words.first()?, words.get(taken - 1)?);
        let texts: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
        Some((texts.join("."), taken, first.span.to(last.span)))
    }

    /// Everything that the platform reads from the cloud and somebody uses, in the order written.
    pub(super) fn platform_resources(&mut self) -> Result<Vec<super::stack::Resource>, Reported> {
        let within = Within::of(Owner::Platform);
        let mut resources = Vec::new();
        let sources: Vec<_> = self
            .targets()
            .flat_map(|target| target.data.values())
            .collect();
        for source in sources {
            let resource = self.instance(source, &within, None)?;
            if self.platform_data.contains(&resource.address) {
                resources.push(resource);
            }
        }
        Ok(resources)
    }
}

/// A data source as the platform refers to it.
fn data_name(key: &ResourceKey) -> String {
    if key.kind.is_empty() {
        key.name.to_string()
    } else {
        format!("{}.{}", key.kind, key.name)
    }
}

/// The partition that a region of AWS is in.
fn partition(region: &str) -> &'static str {
    match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
    }
}
