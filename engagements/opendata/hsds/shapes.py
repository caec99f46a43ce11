"""The objects that are told, for the OpenAPI document: which keys each has, and which always."""

from typing import Any

FORMATS: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "moment": {"type": "string", "format": "date-time"},
    "day": {"type": "string", "format": "date"},
    "text": {"type": "string", "minLength": 1},
    "number": {"type": "number"},
    "whole": {"type": "integer", "minimum": 0},
    "yes_no": {"type": "boolean"},
    "place_type": {"type": "string", "enum": ["physical", "postal", "virtual"]},
    "status": {
        "type": "string",
        "enum": ["active", "inactive", "defunct", "temporarily closed"],
    },
    "freq": {"type": "string", "enum": ["WEEKLY", "MONTHLY"]},
}


def ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def shape(required: str, **keys: str) -> dict[str, Any]:
    """`keys`: format → names. A format that is none of FORMATS is another object; in a list, where
    its name ends with a star."""
    properties: dict[str, Any] = {}
    for format_, names in keys.items():
        for name in names.split():
            properties[name.rstrip("*")] = one(format_, is_list=name.endswith("*"))
    return {"type": "object", "required": required.split(), "properties": properties}


def one(format_: str, *, is_list: bool) -> dict[str, Any]:
    item: dict[str, Any] = FORMATS.get(format_) or ref(format_)
    return {"type": "array", "items": item} if is_list else item


SHAPES = {
    "About": shape(
        "version profile openapi_url",
        text="version description",
        uri="profile openapi_url",
        Publisher="publisher",
    ),
    "Publisher": shape("name", text="name", email="email", uri="website"),
    "Problem": shape("type title status detail", text="type title detail", whole="status"),
    "Page": shape(
        "total_items total_pages page_number size first_page last_page empty",
        whole="total_items total_pages page_number size",
        yes_no="first_page last_page empty",
    ),
    "Organization": shape(
        "id name description",
        id="id",
        text="name alternate_name description",
        email="email",
        uri="website uri",
        Url="additional_websites*",
        Phone="phones*",
        Location="locations*",
        Attribute="attributes*",
        Service="services*",
    ),
    "Location": shape(
        "id location_type",
        id="id organization_id",
        place_type="location_type",
        text="name description transportation",
        number="latitude longitude",
        Language="languages*",
        Address="addresses*",
        Accessibility="accessibility*",
        Attribute="attributes*",
    ),
    "Address": shape(
        "id address_1 city state_province postal_code country address_type",
        id="id location_id",
        text="address_1 city state_province postal_code country",
        place_type="address_type",
    ),
    "Accessibility": shape("id", id="id location_id", text="description"),
    "Phone": shape("id number", id="id organization_id", text="number type"),
    "Language": shape("id", id="id location_id service_id", text="name code note"),
    "Url": shape("id url", id="id", text="label", uri="url"),
    "Service": shape(
        "id name status",
        id="id organization_id",
        text="name description application_process fees_description eligibility_description",
        uri="url",
        email="email",
        status="status",
        moment="last_modified",
        Organization="organization",
        Schedule="schedules*",
        Language="languages*",
        RequiredDocument="required_documents*",
        ServiceAtLocation="service_at_locations*",
        Attribute="attributes*",
    ),
    "MinimalService": shape("id", id="id", moment="modified_date"),
    "Schedule": shape(
        "id",
        id="id service_id",
        day="valid_from valid_to dtstart until",
        number="timezone interval",
        freq="freq",
        text="byday description opens_at closes_at",
    ),
    "RequiredDocument": shape("id", id="id service_id", text="document"),
    "ServiceAtLocation": shape(
        "id",
        id="id service_id location_id",
        text="description",
        Location="location",
        Service="service",
    ),
    "Attribute": shape(
        "id",
        id="id link_id taxonomy_term_id",
        text="link_type link_entity label value",
        TaxonomyTerm="taxonomy_term",
    ),
    "Taxonomy": shape("id name description", id="id", text="name description", uri="uri"),
    "TaxonomyTerm": shape(
        "id name description",
        id="id parent_id taxonomy_id",
        text="code name description taxonomy language",
        Taxonomy="taxonomy_detail",
        uri="term_uri",
    ),
}
