//! Builds the path of a named route. The opposite of matching, and checked against it: what is built comes back as it went in.

use crate::canonical::encode;
use crate::edge::{Part, Span, Text, split};
use crate::error::{ParameterFault, RouteError, RouteErrorKind};
use crate::pattern::{Parameter, Pattern, Piece, Segment, parameters_of};
use crate::table::Table;

/// Decoded parameters by name.
pub type Parameters<'v> = [(&'v [u8], &'v [u8])];

impl Table {
    /// Builds the path of a route, with `//host` in front where it is bound to one. The longest form is taken whose parameters are all given.
    ///
    /// # Errors
    /// A name that no route has; a parameter that is missing, unknown or unusable.
    pub fn url(&self, name: &[u8], given: &Parameters<'_>) -> Result<Vec<u8>, RouteError> {
        let (position, plan) = self.named(name).ok_or_else(|| RouteErrorKind::UnknownName(name.into()))?;
        // What a plan refuses is looked at again below, which says why.
        if let Some(path) = plan.and_then(|plan| plan.build(given)) {
            return Ok(path);
        }
        let route = &self.routes[position];
        let host = route.host.as_deref().map(Pattern::host).transpose()?;
        let path = Pattern::path(&route.pattern)?;
        let builder = Builder { table: self, route: name, given };

        let host_parameters = host.iter().flat_map(|host| &host.parameters);
        let known: Vec<&[u8]> = host_parameters.chain(&path.parameters).map(|parameter| parameter.name).collect();
        if let Some((unknown, _)) = given.iter().find(|(name, _)| !known.contains(name)) {
            return Err(builder.bad(unknown, ParameterFault::Unknown));
        }

        let mut url = Vec::new();
        if let Some(host) = &host {
            url.extend_from_slice(b"//");
            for (index, label) in host.forms().next().unwrap_or_default().iter().enumerate() {
                if index > 0 {
                    url.push(b'.');
                }
                url.extend_from_slice(&builder.segment(host, label, true)?);
            }
        }
        for segment in builder.form(&path)? {
            url.push(b'/');
            url.extend_from_slice(&builder.segment(&path, &segment, false)?);
        }
        Ok(url)
    }
}

struct Builder<'b> {
    table: &'b Table,
    route: &'b [u8],
    given: &'b Parameters<'b>,
}

impl Builder<'_> {
    fn value(&self, name: &[u8]) -> Option<&[u8]> {
        self.given.iter().find(|(given, _)| *given == name).map(|&(_, value)| value)
    }

    fn bad(&self, name: &[u8], fault: ParameterFault) -> RouteError {
        RouteErrorKind::BadParameter { name: name.into(), route: self.route.into(), fault }.into()
    }

    fn missing(&self, name: &[u8]) -> RouteError {
        RouteErrorKind::MissingParameter { name: name.into(), route: self.route.into() }.into()
    }

    /// The longest form of which every parameter is given. If a given parameter is in none such, the shortest form that has it says what
    /// is missing.
    fn form(&self, pattern: &Pattern<'_>) -> Result<Vec<Segment>, RouteError> {
        let names = |form: &[Segment]| -> Vec<&[u8]> {
            form.iter().flat_map(parameters_of).map(|index| pattern.parameters[index].name).collect()
        };
        let is_given = |name: &&[u8]| self.value(name).is_some();
        let complete = pattern.forms().rev().find(|form| names(form).iter().all(is_given));
        let used = complete.as_deref().map(names).unwrap_or_default();
        let unused = pattern
            .parameters
            .iter()
            .map(|parameter| parameter.name)
            .find(|name| is_given(name) && !used.contains(name));
        match (complete, unused) {
            (Some(form), None) => Ok(form),
            (_, unused) => {
                // Without a complete form the shortest one lacks something; with one, the form of the parameter left over does.
                let wanted = pattern.forms().find(|form| unused.is_none_or(|name| names(form).contains(&name)));
                let lacking = wanted.as_deref().map(names).unwrap_or_default().into_iter().find(|name| !is_given(name));
                Err(self.missing(lacking.unwrap_or_default()))
            }
        }
    }

    fn segment(&self, pattern: &Pattern<'_>, segment: &Segment, of_host: bool) -> Result<Vec<u8>, RouteError> {
        let (mut text, mut decoded) = (Vec::new(), Vec::new());
        let mut spans: Vec<Span> = Vec::new();
        let pieces: &[Piece] = match segment {
            Segment::Literal(literal) => return Ok(literal.clone()),
            Segment::Parameter(index) | Segment::CatchAll(index) => &[Piece::Parameter(*index)],
            Segment::Mixed(pieces) => pieces,
        };
        for piece in pieces {
            match piece {
                Piece::Literal(literal) => {
                    text.extend_from_slice(literal);
                    crate::canonical::decode(literal, &mut decoded);
                }
                Piece::Parameter(index) => {
                    let parameter = &pattern.parameters[*index];
                    let value = self.checked(parameter)?;
                    let start = text.len();
                    encode(value, parameter.catch_all, &mut text);
                    decoded.extend_from_slice(value);
                    spans.push((crate::links::number(start), crate::links::number(text.len())));
                }
            }
        }
        let last = parameters_of(segment).last().map(|&index| pattern.parameters[index].name).unwrap_or_default();
        if decoded.split(|&byte| byte == b'/').any(|part| part == b"." || part == b"..") {
            return Err(self.bad(last, ParameterFault::DotSegment));
        }
        // A host comes back in lower case, and with nothing decoded.
        if of_host && !decoded.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-')) {
            return Err(self.bad(last, ParameterFault::HostLabel));
        }
        if let Segment::Mixed(pieces) = segment {
            self.check_round_trip(pattern, pieces, &text, &spans)?;
        }
        Ok(text)
    }

    /// The value of a parameter, if it can be used.
    fn checked(&self, parameter: &Parameter<'_>) -> Result<&[u8], RouteError> {
        let value = self.value(parameter.name).ok_or_else(|| self.missing(parameter.name))?;
        let constraint = self.table.shared_constraint(parameter);
        let fault = if value.is_empty() {
            ParameterFault::Empty
        } else if value.contains(&0) {
            ParameterFault::Nul
        } else if constraint.is_some_and(|constraint| !constraint.accepts(value)) {
            ParameterFault::Constraint(parameter.constraint_text().into())
        } else if parameter.catch_all && value.starts_with(b"/") {
            ParameterFault::LeadingSlash
        } else {
            return Ok(value);
        };
        Err(self.bad(parameter.name, fault))
    }

    /// Whether a mixed segment is split again as it was put together; names the first parameter that comes back otherwise.
    fn check_round_trip(
        &self,
        pattern: &Pattern<'_>,
        pieces: &[Piece],
        text: &[u8],
        spans: &[Span],
    ) -> Result<(), RouteError> {
        let fold =
            |text: &[u8]| if self.table.options().case_sensitive { text.to_vec() } else { text.to_ascii_lowercase() };
        let part = |piece: &Piece| match piece {
            Piece::Literal(literal) => Part::Literal(fold(literal).into()),
            Piece::Parameter(index) => Part::Parameter(self.table.shared_constraint(&pattern.parameters[*index])),
        };
        let parts: Vec<Part> = pieces.iter().map(part).collect();
        let mut found = Vec::new();
        let whole = (0, crate::links::number(text.len()));
        split(&parts, Text::path(text, &fold(text)), whole, &mut found);
        let names = pieces.iter().filter_map(|piece| match piece {
            Piece::Parameter(index) => Some(pattern.parameters[*index].name),
            Piece::Literal(_) => None,
        });
        let differing = names.zip(spans).enumerate().find(|(position, (_, span))| found.get(*position) != Some(span));
        differing.map_or(Ok(()), |(_, (name, _))| Err(self.bad(name, ParameterFault::RoundTrip)))
    }
}
