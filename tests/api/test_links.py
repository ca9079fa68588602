def test_x(client, layered, hostile):
    print(layered.get("/collections/zoning/queryables").text)
    print(layered.items("zoning"))
    print(hostile.get("/readyz").text)
