//! What fields have to do with each other: which may name the same places, which may exclude others, whose dates have a format, which are booleans.

use super::paths::Paths;
use crate::path::Path;
use crate::schema::{Class, Condition, Field, Rule};
use std::collections::{HashMap, HashSet};

/// Lets the fields know of each other. Those without wildcards come first.
pub(super) fn link(fields: &mut [Field]) {
    let wild = fields.iter().position(|field| field.path.has_wildcards()).unwrap_or(fields.len());
    find_overlaps(fields, wild);
    find_excluded(fields);
    find_formats(fields);
    find_booleans(fields);
    for field in fields {
        field.is_alone = field.earlier.is_empty() && field.later.is_empty() && !field.may_be_excluded;
    }
}

/// Two fields without wildcards never name the same place: their rules were joined before.
fn find_overlaps(fields: &mut [Field], wild: usize) {
    if wild == fields.len() {
        return;
    }
    let mut links = vec![(Vec::new(), Vec::new()); fields.len()];
    let mut paths = Paths::of(fields.iter().take(wild).map(|field| &field.path));
    for (later, field) in fields.iter().enumerate().skip(wild) {
        let earlier = paths.overlapping(&field.path);
        for &at in &earlier {
            if let Some((_, later_ones)) = links.get_mut(at) {
                later_ones.push(later);
            }
        }
        if let Some((earlier_ones, _)) = links.get_mut(later) {
            *earlier_ones = earlier;
        }
        paths.insert(&field.path, later);
    }
    for (field, (earlier, later)) in fields.iter_mut().zip(links) {
        (field.earlier, field.later) = (earlier.into(), later.into());
    }
}

fn find_excluded(fields: &mut [Field]) {
    let excludes = |field: &&Field| field.checks.steps.iter().any(|step| step.class == Class::Exclude);
    let paths: Vec<Path> = fields.iter().filter(excludes).map(|field| field.path.clone()).collect();
    let paths = Paths::of(paths.iter());
    for field in fields {
        field.may_be_excluded = paths.are_above(&field.path);
    }
}

/// A rule that compares dates reads the other field by that one's format.
fn find_formats(fields: &mut [Field]) {
    let first = |field: &Field| field.checks.date_formats.as_ref()?.first().cloned();
    let formats: HashMap<Box<[u8]>, Box<[u8]>> =
        fields.iter().filter_map(|field| Some((field.path.identity(), first(field)?))).collect();
    if formats.is_empty() {
        return;
    }
    for field in fields {
        for step in &mut field.checks.steps {
            if let Rule::DateCompare(_, operand) = &mut step.rule {
                operand.format = formats.get(&operand.other.path.identity()).cloned();
            }
        }
    }
}

/// A rule that names the values of another field takes them for booleans where that one is.
fn find_booleans(fields: &mut [Field]) {
    let is_boolean = |field: &&Field| field.checks.steps.iter().any(|step| matches!(step.rule, Rule::Boolean { .. }));
    let booleans: HashSet<Box<[u8]>> = fields.iter().filter(is_boolean).map(|field| field.path.identity()).collect();
    if booleans.is_empty() {
        return;
    }
    for step in fields.iter_mut().flat_map(|field| &mut field.checks.steps) {
        if let Rule::DemandIf(_, condition) | Rule::ExcludeIf(condition) = &mut step.rule
            && let Condition::Is { other, is_boolean, .. } | Condition::IsNot { other, is_boolean, .. } =
                &mut **condition
        {
            *is_boolean = booleans.contains(&other.path.identity());
        }
    }
}
