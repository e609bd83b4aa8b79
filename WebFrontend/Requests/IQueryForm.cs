namespace OrleansJobs.WebFrontend.Requests;

/// <summary>How a <typeparamref name="T"/> stands in a query string.</summary>
internal interface IQueryForm<T>
{
    /// <summary>Reads the parameters; whatever is not asked for is refused. It is also called once to find out which there are.</summary>
    static abstract T Read(QueryReader query);
}
