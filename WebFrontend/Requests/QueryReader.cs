using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// Reads the parameters of a query string strictly: each at most once, none that the route does not have, so that a mistyped filter
/// does not pass for no filter. Whatever is read says what it means: the OpenAPI document has it from here.
/// </summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly List<string> _asked = [];
    private readonly List<FieldError> _faults = [];
    private Action<ParameterPart>? _declare;

    /// <summary>The answer if anything was wrong; null otherwise.</summary>
    public Problem? Problem => _faults.Count == 0 ? null : Problem.InvalidQuery(_faults);

    /// <summary>What was found wrong so far.</summary>
    public IReadOnlyList<FieldError> Faults => _faults;

    /// <summary>Tells the OpenAPI document of the parameters that are read.</summary>
    public static void Declare(EndpointBuilder builder, Action<QueryReader> read)
    {
        read(new QueryReader(QueryCollection.Empty) { _declare = builder.Metadata.Add });
        FailsAttribute.Declare(builder, 400);
    }

    /// <summary>A text without control characters; null if absent.</summary>
    public string? Text(string name, string about, int longest = 1_000, IEnumerable<string>? values = null) =>
        Text(Ask(name, about, JsonSchemaType.String, values), longest, char.IsControl, "control characters");

    /// <summary>A text as a file may have it, with line breaks and tabs; null if absent.</summary>
    public string? AnyText(string name, string about, int longest) =>
        Text(Ask(name, about, JsonSchemaType.String), longest, character => character == '\0', "NUL");

    /// <summary>One of some texts; null if absent.</summary>
    public string? OneOf(string name, string about, params string[] values)
    {
        if (Text(name, about, values: values) is not { } text) return null;
        if (values.Contains(text)) return text;
        Fault(name, FaultList.OneOf(values));
        return null;
    }

    /// <summary>A whole number in a range; null if absent.</summary>
    public int? Integer(string name, string about, int least, int most)
    {
        if (Text(Ask(name, about, JsonSchemaType.Integer), 1_000, char.IsControl, "control characters") is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"));
        return null;
    }

    /// <summary>An id; null if absent.</summary>
    public Guid? Id(string name, string about)
    {
        if (Text(name, about) is not { } text) return null;
        if (IdText.Read(text) is { } id) return id;
        Fault(name, "must be an id");
        return null;
    }

    /// <summary>An RFC 3339 time, with its offset from UTC; null if absent.</summary>
    public DateTimeOffset? Time(string name, string about)
    {
        if (Text(name, about) is not { } text) return null;
        // An offset's plus sign that was not escaped is a space in a query string.
        if (Rfc3339Time.TryParse(text.Replace(' ', '+'), out var time)) return time;
        Fault(name, Rfc3339Time.Form);
        return null;
    }

    /// <summary>Where a page begins, as the page before gave it: a text that <paramref name="read"/> takes; null if absent.</summary>
    public T? Cursor<T>(Func<string, T?> read, string about = "Where the page begins: the nextCursor of the page before.", int longest = 1_000, string list = "this list")
    {
        if (Text("cursor", about, longest) is not { } text) return default;
        if (read(text) is { } position) return position;
        Fault("cursor", $"is not one that a page of {list} gave");
        return default;
    }

    /// <summary>Records that a parameter is wrong.</summary>
    public void Fault(string name, string message) => _faults.Add(new FieldError { Field = name, Message = message });

    /// <summary>Faults every parameter that has not been asked for, and those that are given twice: before all other faults.</summary>
    public void RefuseOthers()
    {
        var others = new List<FieldError>();
        foreach (var (name, values) in query)
        {
            if (!_asked.Contains(name)) Add(name, _asked.Count == 0 ? "is not known" : $"is not known; known are {string.Join(", ", _asked)}");
            else if (values.Count > 1) Add(name, "is given more than once");
        }

        _faults.InsertRange(0, others);

        void Add(string name, string message) => others.Add(new FieldError { Field = name, Message = message });
    }

    private string Ask(string name, string about, JsonSchemaType type, IEnumerable<string>? values = null)
    {
        _asked.Add(name);
        if (_declare is null) return name;
        var schema = new OpenApiSchema { Type = type, Enum = values?.Select(value => (JsonNode)value).ToList() };
        _declare(new ParameterPart(ParameterLocation.Query, name, about, schema));
        return name;
    }

    private string? Text(string name, int longest, Func<char, bool> isRefused, string refused)
    {
        if (query[name] is not [{ } text]) return null;
        if (text.Length > 0 && text.Length <= longest && !text.Any(isRefused)) return text;
        Fault(name, string.Create(CultureInfo.InvariantCulture, $"must have 1 to {longest} characters, none of them {refused}"));
        return null;
    }
}
