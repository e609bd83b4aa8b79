namespace Orleans;

/// <summary>Marks a grain interface whose grains have a text as key.</summary>
public interface IGrainWithStringKey : IGrain;
