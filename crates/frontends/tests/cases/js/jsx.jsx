const view = <div className="a" {...rest} disabled on={f} data-x={1}>
  Hello, {name}! &amp; <b/> {"x"}
  <Foo.Bar a={<i/>}>{/* none */}</Foo.Bar>
  <></>
</div>;
