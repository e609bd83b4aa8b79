namespace OrleansJobs.WebFrontend.Requests;

/// <summary>
/// Finds in a JSON value what its grammar allows but no program can use alike: members twice in an object, and texts
/// with the character NUL (which PostgreSQL cannot store) or half a surrogate pair (which is no character).
/// </summary>
internal sealed class TextFaults
{
    private const string HalfPair = "has half of a surrogate pair, which is no character";
    private const string Nul = "has the character NUL (U+0000)";

    private readonly FaultList _faults = new();

    /// <summary>All faults, with the path of each ("input.steps[2].name").</summary>
    public static IReadOnlyList<FieldError> Find(JsonElement value)
    {
        var search = new TextFaults();
        search.Visit(value, "");
        return search._faults.Faults;
    }

    private void Visit(JsonElement value, string path)
    {
        if (_faults.IsFull) return;
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                VisitObject(value, path);
                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in value.EnumerateArray()) Visit(item, $"{path}[{index++}]");
                break;
            case JsonValueKind.String:
                if (FaultOf(value.GetString) is { } fault) _faults.Add(path, fault);
                break;
        }
    }

    private void VisitObject(JsonElement value, string path)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (FaultOf(() => member.Name) is { } fault)
            {
                _faults.Add(path, $"has a member whose name {fault}");
                continue;
            }

            var memberPath = FaultList.Path(path, member.Name);
            if (!names.Add(member.Name)) _faults.Add(memberPath, "is given more than once");
            Visit(member.Value, memberPath);
        }
    }

    private static string? FaultOf(Func<string?> read)
    {
        try
        {
            return read()!.Contains('\0', StringComparison.Ordinal) ? Nul : null;
        }
        catch (InvalidOperationException)
        {
            return HalfPair;
        }
    }
}
