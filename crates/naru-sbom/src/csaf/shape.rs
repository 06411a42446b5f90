//! The shape of a CSAF 2.0 document as far as the tests and the reading rely on it, as a schema of
//! our own: the fields that must be there, their types and their words.

use std::sync::OnceLock;

use serde_json::Value;

use crate::json::{Schema, SchemaSet};
use crate::refused::Refused;

const FAULTS_MAX: usize = 20;

pub(super) fn faults(document: &Value) -> Vec<Refused> {
    static COMPILED: OnceLock<Schema> = OnceLock::new();
    let schema = COMPILED.get_or_init(|| SchemaSet::default().with("csaf", SHAPE).compile("csaf"));
    schema.faults(document, FAULTS_MAX)
}

const SHAPE: &str = r##"{
"type": "object",
"required": ["document"],
"properties": {
  "document": {
    "type": "object",
    "required": ["category", "csaf_version", "publisher", "title", "tracking"],
    "properties": {
      "category": { "type": "string", "pattern": "^[^\\s\\-_\\.](.*[^\\s\\-_\\.])?$" },
      "csaf_version": { "enum": ["2.0"] },
      "lang": { "type": "string" },
      "source_lang": { "type": "string" },
      "title": { "type": "string", "minLength": 1 },
      "notes": { "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/note" } },
      "references": { "type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["summary", "url"], "properties": {
          "category": { "enum": ["external", "self"] } } } },
      "publisher": {
        "type": "object",
        "required": ["category", "name", "namespace"],
        "properties": {
          "category": { "enum":
            ["coordinator", "discoverer", "other", "translator", "user", "vendor"] },
          "name": { "type": "string", "minLength": 1 },
          "namespace": { "type": "string", "format": "uri" }
        }
      },
      "tracking": {
        "type": "object",
        "required": ["current_release_date", "id", "initial_release_date", "revision_history",
          "status", "version"],
        "properties": {
          "current_release_date": { "type": "string", "format": "date-time" },
          "initial_release_date": { "type": "string", "format": "date-time" },
          "id": { "type": "string", "minLength": 1 },
          "status": { "enum": ["draft", "final", "interim"] },
          "version": { "$ref": "#/definitions/version" },
          "revision_history": { "type": "array", "minItems": 1, "items": {
            "type": "object",
            "required": ["date", "number", "summary"],
            "properties": {
              "date": { "type": "string", "format": "date-time" },
              "number": { "$ref": "#/definitions/version" },
              "summary": { "type": "string", "minLength": 1 }
            }
          } }
        }
      }
    }
  },
  "product_tree": {
    "type": "object",
    "properties": {
      "branches": { "$ref": "#/definitions/branches" },
      "full_product_names": { "type": "array", "minItems": 1,
        "items": { "$ref": "#/definitions/product" } },
      "product_groups": { "type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["group_id", "product_ids"], "properties": {
          "group_id": { "type": "string", "minLength": 1 },
          "product_ids": { "$ref": "#/definitions/ids" } } } },
      "relationships": { "type": "array", "minItems": 1, "items": {
        "type": "object",
        "required": ["category", "full_product_name", "product_reference",
          "relates_to_product_reference"],
        "properties": {
          "full_product_name": { "$ref": "#/definitions/product" },
          "product_reference": { "type": "string", "minLength": 1 },
          "relates_to_product_reference": { "type": "string", "minLength": 1 } } } }
    }
  },
  "vulnerabilities": { "type": "array", "minItems": 1, "items": {
    "type": "object",
    "properties": {
      "cve": { "type": "string", "pattern": "^CVE-[0-9]{4}-[0-9]{4,}$" },
      "cwe": { "type": "object", "required": ["id", "name"] },
      "ids": { "type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["system_name", "text"] } },
      "notes": { "type": "array", "minItems": 1, "items": { "$ref": "#/definitions/note" } },
      "flags": { "type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["label"], "properties": {
          "label": { "enum": ["component_not_present", "inline_mitigations_already_exist",
            "vulnerable_code_cannot_be_controlled_by_adversary",
            "vulnerable_code_not_in_execute_path", "vulnerable_code_not_present"] },
          "group_ids": { "$ref": "#/definitions/ids" },
          "product_ids": { "$ref": "#/definitions/ids" } } } },
      "product_status": { "type": "object", "properties": {
        "first_affected": { "$ref": "#/definitions/ids" },
        "first_fixed": { "$ref": "#/definitions/ids" },
        "fixed": { "$ref": "#/definitions/ids" },
        "known_affected": { "$ref": "#/definitions/ids" },
        "known_not_affected": { "$ref": "#/definitions/ids" },
        "last_affected": { "$ref": "#/definitions/ids" },
        "recommended": { "$ref": "#/definitions/ids" },
        "under_investigation": { "$ref": "#/definitions/ids" } } },
      "remediations": { "type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["category", "details"], "properties": {
          "category": { "enum":
            ["mitigation", "no_fix_planned", "none_available", "vendor_fix", "workaround"] },
          "group_ids": { "$ref": "#/definitions/ids" },
          "product_ids": { "$ref": "#/definitions/ids" } } } },
      "scores": { "type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["products"], "properties": {
          "products": { "$ref": "#/definitions/ids" },
          "cvss_v2": { "type": "object" },
          "cvss_v3": { "type": "object" } } } },
      "threats": { "type": "array", "minItems": 1, "items": {
        "type": "object", "required": ["category", "details"], "properties": {
          "category": { "enum": ["exploit_status", "impact", "target_set"] },
          "group_ids": { "$ref": "#/definitions/ids" },
          "product_ids": { "$ref": "#/definitions/ids" } } } }
    }
  } }
},
"definitions": {
  "ids": { "type": "array", "minItems": 1, "items": { "type": "string", "minLength": 1 } },
  "version": { "type": "string", "pattern":
    "^(0|[1-9][0-9]*)$|^((0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?)$" },
  "note": { "type": "object", "required": ["category", "text"], "properties": {
    "category": { "enum": ["description", "details", "faq", "general", "legal_disclaimer", "other",
      "summary"] } } },
  "product": { "type": "object", "required": ["name", "product_id"], "properties": {
    "name": { "type": "string", "minLength": 1 },
    "product_id": { "type": "string", "minLength": 1 } } },
  "branches": { "type": "array", "minItems": 1, "items": {
    "type": "object", "required": ["category", "name"], "properties": {
      "category": { "type": "string" },
      "name": { "type": "string", "minLength": 1 },
      "product": { "$ref": "#/definitions/product" },
      "branches": { "$ref": "#/definitions/branches" } } } }
}
}"##;
